package org.loanregistry.registry.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.rights.CaseReference;
import org.loanregistry.registry.web.Paging;

/** Immediate access in an emergency, its review, and what the borrower is told of it. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "broken glass")
final class GlassApi {
    private final GlassDesk desk;
    private final SubjectNotices notices;

    GlassApi(GlassDesk desk, SubjectNotices notices) {
        this.desk = desk;
        this.notices = notices;
    }

    /**
     * Breaks the glass about one borrower of the caller's own, for half an hour, in which the purpose {@code EMERGENCY} reveals:
     * {@code {reason}}, a case or ticket. By a named person with two factors; the borrower is told, an officer reviews it.
     */
    @Post("/borrowers/{subjectId}/break-glass")
    @Secured("LENDER")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> breakIt(Authentication caller, @PathVariable UUID subjectId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        String reason = CaseReference.read(fields, "reason");
        fields.finish();
        requireGood(fields);
        return json(HttpResponse.created(Json.write(desk.breakIt(Asker.of(caller), subjectId, reason))));
    }

    /** What was broken, the oldest first; with {@code state=open} what nobody has reviewed, with {@code overdue} where it is late. */
    @Get("/broken-glass{?state,cursor,limit}")
    @Secured("DPO")
    HttpResponse<byte[]> list(
            Authentication caller,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        if (state != null && !state.equals("open")) {
            throw new Refused(
                    "A query parameter breaks a rule.",
                    List.of(new FieldError("state", "must be open, or not be given")));
        }
        var page = desk.list(Asker.of(caller), state != null, Paging.of("broken-glass", cursor, limit));
        return json(HttpResponse.ok(Json.write(page)));
    }

    /** Says whether it was justified: {@code {verdict: JUSTIFIED | NOT_JUSTIFIED, caseReference}}. */
    @Post("/broken-glass/{glassId}/review")
    @Secured("DPO")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> review(Authentication caller, @PathVariable UUID glassId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        GlassForm form = GlassForm.read(fields);
        requireGood(fields);
        return json(HttpResponse.ok(Json.write(desk.review(Asker.of(caller), glassId, form))));
    }

    /** What the borrower who asks was told of looks that the policy has told: broken glass, and what two others approved. */
    @Get("/borrowers/{subjectId}/notices{?cursor,limit}")
    @Secured("BORROWER")
    HttpResponse<byte[]> notices(
            Authentication caller,
            @PathVariable UUID subjectId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var page = notices.own(Caller.of(caller), subjectId, Paging.of("own-notices", cursor, limit));
        return json(HttpResponse.ok(Json.write(page)));
    }

    private static void requireGood(Fields fields) {
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks rules.", fields.errors());
        }
    }

    private static HttpResponse<byte[]> json(io.micronaut.http.MutableHttpResponse<byte[]> response) {
        return response.contentType(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
