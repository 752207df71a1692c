package org.loanregistry.registry.loan;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.registry.web.RepeatableRequests;

/** Notices of corrections: what each organisation was told, and that it took notice. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "correction notices")
final class NoticeApi {
    private static final String KEY = "Idempotency-Key";

    private final RepeatableRequests requests;
    private final NoticeDesk desk;

    NoticeApi(RepeatableRequests requests, NoticeDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    /** A lender's own notices, with {@code state=open} those not acknowledged yet; the operator's and the officer's are all. */
    @Get("/notices{?state,cursor,limit}")
    @Secured({"LENDER", "OPERATOR", "DPO"})
    HttpResponse<byte[]> notices(
            Authentication caller,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        return json(desk.notices(Caller.of(caller), state, Paging.of("notices", cursor, limit)));
    }

    /** Takes notice of a correction; the body is {@code {}}. */
    @Post("/notices/{noticeId}/acknowledgement")
    @Secured("LENDER")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> acknowledge(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable String noticeId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "acknowledgements/" + noticeId, body, tx -> {
            Fields fields = Fields.of(Json.parse(body));
            fields.finish();
            if (!fields.errors().isEmpty()) {
                throw new Refused("The request breaks the rules of these fields.", List.copyOf(fields.errors()));
            }
            return desk.acknowledge(tx, caller, noticeId);
        });
    }

    /** What was corrected in the loans of the borrower who asks, who was told of it, and who took notice. */
    @Get("/borrowers/{subjectId}/corrections{?cursor,limit}")
    @Secured("BORROWER")
    HttpResponse<byte[]> corrections(
            Authentication caller,
            @PathVariable UUID subjectId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        return json(desk.ownCorrections(Caller.of(caller), subjectId, Paging.of("corrections", cursor, limit)));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
