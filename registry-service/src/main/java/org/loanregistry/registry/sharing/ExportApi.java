package org.loanregistry.registry.sharing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;

/** Everything held of a borrower, to take along. */
@Controller("/api/v1/borrowers/{subjectId}/exports")
@Secured({"LENDER", "OPERATOR", "DPO", "BORROWER"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "rights")
final class ExportApi {
    private final ExportDesk desk;

    ExportApi(ExportDesk desk) {
        this.desk = desk;
    }

    /**
     * Seals everything held of the borrower to a key of P-256 that the requester has (a JWE): {@code {key, reason}}. By the borrower
     * who signed in with two factors in the last five minutes, or by the borrower's lender with the borrower's consent for {@code
     * PORTABILITY} to every field. Logged and recorded each time, kept nowhere.
     */
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> export(Authentication caller, @PathVariable UUID subjectId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        ExportForm form = ExportForm.read(fields);
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks rules.", fields.errors());
        }
        return HttpResponse.created(Json.write(desk.export(caller, subjectId, form)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
