package org.loanregistry.registry.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.json.Json;

/** What is known of a borrower, to whoever may see it. Every look is in the access log before it is answered. */
@Controller("/api/v1/borrowers")
@Secured({"LENDER", "OPERATOR", "DPO", "BORROWER"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "borrowers")
final class BorrowerApi {
    private final BorrowerView view;

    BorrowerApi(BorrowerView view) {
        this.view = view;
    }

    /** The personal fields, masked or as stand-ins as the access policy says for the caller; never in clear. */
    @Get("/{subjectId}")
    HttpResponse<byte[]> borrower(Authentication caller, @PathVariable UUID subjectId) {
        return json(view.masked(Asker.of(caller), subjectId));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
