package org.loanregistry.registry.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Json;

/** The data-protection officer's questions: who looked at whom, which fields, why, what was decided. Asking is logged too. */
@Controller("/api/v1/access-entries")
@Secured("DPO")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "access log")
final class AccessEntriesApi {
    private static final int MOST = 500;

    private final OfficerDesk desk;

    AccessEntriesApi(OfficerDesk desk) {
        this.desk = desk;
    }

    /** Entries in the order of the log, each with the proof that it stands in it; {@code cursor} is the last answer's next. */
    @Get("{?subject,actor,from,to,cursor,limit}")
    HttpResponse<byte[]> entries(
            Authentication caller,
            @QueryValue @Nullable UUID subject,
            @QueryValue @Nullable String actor,
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue(defaultValue = "0") long cursor,
            @QueryValue(defaultValue = "100") int limit) {
        requirePage("cursor", cursor, limit);
        var filter = new EntryFilter(desk.subject(subject), actor, instant("from", from), instant("to", to));
        return json(desk.entries(Asker.of(caller), filter, cursor, limit));
    }

    /**
     * Every leaf from {@code from} on, under the anchored head, none left out: with all of them a reader rebuilds the head's root
     * and knows that nothing is missing ({@code loanreg access-report}).
     */
    @Get("/leaves{?subject,from,limit}")
    HttpResponse<byte[]> leaves(
            Authentication caller,
            @QueryValue @Nullable UUID subject,
            @QueryValue(defaultValue = "0") long from,
            @QueryValue(defaultValue = "500") int limit) {
        requirePage("from", from, limit);
        return json(desk.leaves(Asker.of(caller), desk.subject(subject), from, limit));
    }

    private static void requirePage(String name, long from, int limit) {
        if (from < 0 || limit < 1 || limit > MOST) {
            throw new Refused("Want " + name + " of at least 0 and limit of 1 to " + MOST + ".");
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Refused(
                    "The request breaks rules.",
                    List.of(new FieldError(name, "must be a time in UTC, as 2026-01-31T00:00:00Z")));
        }
    }

    private static HttpResponse<byte[]> json(@Nullable Object tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
