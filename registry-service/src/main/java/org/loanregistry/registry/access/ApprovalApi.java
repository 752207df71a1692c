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
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Paging;

/** Approval by two others of what the policy shows with it only. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "approvals")
final class ApprovalApi {
    private static final int MAX_TEXT = 16;

    private final ApprovalDesk desk;

    ApprovalApi(ApprovalDesk desk) {
        this.desk = desk;
    }

    private enum Answer {
        APPROVE,
        DECLINE
    }

    /**
     * Asks two others of the same lender to approve a reveal: {@code {purpose, fields, reason}}, which the reveal must then repeat.
     * By a named person; good for a day and one reveal.
     */
    @Post("/borrowers/{subjectId}/approval-requests")
    @Secured("LENDER")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> ask(Authentication caller, @PathVariable UUID subjectId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        RevealForm form = RevealForm.read(fields);
        requireGood(fields);
        return json(HttpResponse.created(Json.write(desk.ask(Asker.of(caller), subjectId, form))));
    }

    /** Approves or declines as another person of the same lender, with two factors: {@code {decision: APPROVE | DECLINE}}. */
    @Post("/approval-requests/{requestId}/decision")
    @Secured("LENDER")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> decide(Authentication caller, @PathVariable UUID requestId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        var answer = fields.required(
                "decision", fields.parsed("decision", MAX_TEXT, Answer::valueOf, "must be APPROVE or DECLINE"));
        fields.finish();
        requireGood(fields);
        boolean isApproved = answer.orElse(Answer.DECLINE) == Answer.APPROVE;
        return json(HttpResponse.ok(Json.write(desk.decide(Asker.of(caller), requestId, isApproved))));
    }

    /** A lender's own requests with what was decided, the oldest first; the officer's are all. */
    @Get("/approval-requests{?cursor,limit}")
    @Secured({"LENDER", "DPO"})
    HttpResponse<byte[]> list(
            Authentication caller, @QueryValue @Nullable String cursor, @QueryValue @Nullable String limit) {
        Map<String, Object> page = desk.list(Asker.of(caller), Paging.of("approval-requests", cursor, limit));
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
