package org.loanregistry.registry.rights;

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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.RepeatableRequests;

/** A person's rights over the data: consents, erasure, and the holds that put it off. Every act is a record of the log. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "rights")
final class RightsApi {
    private static final String KEY = "Idempotency-Key";

    private final RepeatableRequests requests;
    private final RightsDesk desk;

    RightsApi(RepeatableRequests requests, RightsDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    /** Asks that a borrower's personal data be erased: {@code {reason, caseReference}}. */
    @Post("/borrowers/{subjectId}/erasure-requests")
    @Secured({"LENDER", "DPO", "BORROWER"})
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> request(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID subjectId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller, key, "erasure-requests/" + subjectId, body, tx -> desk.request(tx, caller, subjectId, body));
    }

    /** Where a request is, and what an erasure says of itself. */
    @Get("/erasure-requests/{requestId}")
    @Secured({"LENDER", "DPO", "BORROWER"})
    HttpResponse<byte[]> request(Authentication caller, @PathVariable UUID requestId) {
        return json(desk.shown(Caller.of(caller), requestId));
    }

    /** Grants or refuses a request of somebody else: {@code {decision: GRANT | REFUSE, caseReference}}. */
    @Post("/erasure-requests/{requestId}/decision")
    @Secured("DPO")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> decide(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID requestId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller, key, "erasure-decisions/" + requestId, body, tx -> desk.decide(tx, caller, requestId, body));
    }

    /** Has a borrower's data kept: {@code {basis, caseReference, until}}. */
    @Post("/borrowers/{subjectId}/holds")
    @Secured("DPO")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> hold(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID subjectId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "holds/" + subjectId, body, tx -> desk.hold(tx, caller, subjectId, body));
    }

    /** Ends a hold: {@code {caseReference}}. */
    @Post("/holds/{holdId}/release")
    @Secured("DPO")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> release(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID holdId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "releases/" + holdId, body, tx -> desk.release(tx, caller, holdId, body));
    }

    /** Consents to what one recipient may use for one purpose: {@code {recipient, purpose, fields, noticeHash, until}}. */
    @Post("/borrowers/{subjectId}/consents")
    @Secured("BORROWER")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> consent(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID subjectId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller, key, "consents/" + subjectId, body, tx -> desk.consent(tx, caller, subjectId, body));
    }

    /** Takes a consent back; the body is {@code {}}. */
    @Post("/consents/{consentId}/withdrawal")
    @Secured({"LENDER", "BORROWER"})
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> withdraw(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID consentId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller, key, "withdrawals/" + consentId, body, tx -> desk.withdraw(tx, caller, consentId, body));
    }

    /** Everything that was asked, decided and done about a borrower's rights. */
    @Get("/borrowers/{subjectId}/acts")
    @Secured({"LENDER", "DPO", "BORROWER"})
    HttpResponse<byte[]> acts(Authentication caller, @PathVariable UUID subjectId) {
        return json(desk.acts(Caller.of(caller), subjectId));
    }

    private static HttpResponse<byte[]> json(Map<String, ? extends @Nullable Object> tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
