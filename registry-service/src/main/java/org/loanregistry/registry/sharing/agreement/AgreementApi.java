package org.loanregistry.registry.sharing.agreement;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.RepeatableRequests;

/** Share agreements: what a co-funder is shown of a contract's records, for what and until when. */
@Controller("/api/v1/contracts/{contractId}/share-agreements")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "share agreements")
final class AgreementApi {
    private static final String KEY = "Idempotency-Key";

    private final RepeatableRequests requests;
    private final AgreementDesk desk;

    AgreementApi(RepeatableRequests requests, AgreementDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    /** {@code {contractId, agreements}}: of the lender whose borrower it is and the operator all, of a co-funder its own. */
    @Get
    @Secured({"LENDER", "OPERATOR"})
    HttpResponse<byte[]> list(Authentication caller, @PathVariable UUID contractId) {
        return HttpResponse.ok(Json.write(desk.list(Caller.of(caller), contractId)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /**
     * Agrees with a co-funder to show these fields for these purposes from now on: {@code {version, fields, purposes, caseReference,
     * until}}, version being the one followed, 0 for what joint funding implies. 201 with the agreement.
     */
    @Post("/{lender}")
    HttpResponse<byte[]> agree(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID contractId,
            @PathVariable String lender,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "share-agreements/" + contractId + "/" + lender,
                body,
                tx -> desk.agree(tx, caller, contractId, lender, body));
    }

    /** Ends what a co-funder is shown: {@code {version, caseReference}}. 201 with the agreement. */
    @Post("/{lender}/revocation")
    HttpResponse<byte[]> revoke(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID contractId,
            @PathVariable String lender,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "share-agreements/" + contractId + "/" + lender + "/revocation",
                body,
                tx -> desk.revoke(tx, caller, contractId, lender, body));
    }
}
