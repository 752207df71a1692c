package org.loanregistry.registry.loan.concentration;

import io.micronaut.http.HttpHeaders;
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
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.RepeatableRequests;

/** Concentrations of joint lending: a bank's own, to itself only. */
@Controller("/api/v1")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "concentrations")
final class ConcentrationApi {
    private final RepeatableRequests requests;
    private final Concentrations concentrations;

    ConcentrationApi(RepeatableRequests requests, Concentrations concentrations) {
        this.requests = requests;
        this.concentrations = concentrations;
    }

    /** Reports a figure of the caller's own books; a later report of the same day counts. */
    @Post("/lender-figures")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> report(
            Authentication authentication, @Header("Idempotency-Key") @Nullable String key, @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(caller, key, "lender-figures", body, tx -> concentrations.report(tx, caller, body));
    }

    /** What the caller funds of its partners' loans now, over its reported figures, with the limits of today. */
    @Get("/concentrations{?currency}")
    HttpResponse<byte[]> concentrations(Authentication caller, @QueryValue @Nullable String currency) {
        return HttpResponse.ok(Json.write(concentrations.show(Caller.of(caller), currency)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
