package org.loanregistry.registry.loan;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.registry.web.RepeatableRequests;

/** Booked loans over HTTP: their events, statements, schedules, corrections. */
@Controller("/api/v1")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
final class EventApi {
    private static final String KEY = "Idempotency-Key";

    private final RepeatableRequests requests;
    private final EventRegister events;
    private final AccountReader reader;
    private final CorrectionDesk corrections;

    EventApi(RepeatableRequests requests, EventRegister events, AccountReader reader, CorrectionDesk corrections) {
        this.requests = requests;
        this.events = events;
        this.reader = reader;
        this.corrections = corrections;
    }

    /** Records one event: 201, or 200 if exactly it stands there already. */
    @Post("/events")
    HttpResponse<byte[]> event(Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "events",
                body,
                tx -> RecordingAnswer.single(events.record(tx, caller, List.of(item(Json.parse(body))))));
    }

    /** Records up to 500 events in the order given, each for itself, in one transaction. */
    @Post("/events/batch")
    HttpResponse<byte[]> eventBatch(
            Authentication authentication, @Header(KEY) @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "events/batch", body, tx -> {
            List<Parsed<EventItem>> items =
                    LoanApi.items(body).stream().map(EventApi::item).toList();
            return RecordingAnswer.batch(events.record(tx, caller, items));
        });
    }

    private static Parsed<EventItem> item(@Nullable Object tree) {
        Fields fields = Fields.of(tree);
        EventItem item = EventItem.read(fields);
        return Parsed.of(item, fields.errors());
    }

    /** The events of a loan, newest versions, by day and number; {@code next} is the cursor of the page after. */
    @Get("/contracts/{contractId}/events{?cursor,limit}")
    HttpResponse<byte[]> events(
            Authentication authentication,
            String contractId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var paging = Paging.of("events/" + contractId, cursor, limit);
        return json(reader.events(Caller.of(authentication), contractId, paging));
    }

    /** What is owed at the end of a day, with every posting; as known at an instant, if one is given. */
    @Get("/contracts/{contractId}/statement")
    HttpResponse<byte[]> statement(
            Authentication authentication,
            String contractId,
            @QueryValue @Nullable String on,
            @QueryValue @Nullable String knownAt) {
        return json(reader.statement(Caller.of(authentication), contractId, on, knownAt));
    }

    /** Everything with a due date, as it stands after the last event. */
    @Get("/contracts/{contractId}/schedule")
    HttpResponse<byte[]> schedule(Authentication authentication, String contractId) {
        return json(reader.schedule(Caller.of(authentication), contractId));
    }

    /** Every version of an event, the first first; {@code next} is the cursor of the page after. */
    @Get("/contracts/{contractId}/events/{eventId}/versions{?cursor,limit}")
    HttpResponse<byte[]> versions(
            Authentication authentication,
            String contractId,
            String eventId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var paging = Paging.of("versions/" + eventId, cursor, limit);
        return json(reader.versions(Caller.of(authentication), contractId, eventId, paging));
    }

    /** Proposes a correction: another event of the same kind, or none at all; 201 with what it would change. */
    @Post("/contracts/{contractId}/events/{eventId}/corrections")
    HttpResponse<byte[]> propose(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            String contractId,
            String eventId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "corrections/" + contractId + "/" + eventId,
                body,
                tx -> corrections.propose(tx, caller, contractId, eventId, body));
    }

    /** Accepts or rejects a proposed correction, as another organisation. */
    @Post("/contracts/{contractId}/corrections/{correctionId}/decision")
    HttpResponse<byte[]> decide(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            String contractId,
            String correctionId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "decisions/" + contractId + "/" + correctionId,
                body,
                tx -> corrections.decide(tx, caller, contractId, correctionId, body));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
