package org.loanregistry.registry.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;

/** Whether a value is right that the caller has already: an answer in place of data. */
@Controller("/api/v1/verifications")
@Secured({"LENDER", "OPERATOR", "DPO", "BORROWER"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "verifications")
final class VerificationApi {
    private final VerificationDesk desk;

    VerificationApi(VerificationDesk desk) {
        this.desk = desk;
    }

    /**
     * Compares a claimed value with the one that is kept, in whatever usual writing: {@code {subjectId | contractId, field, value,
     * purpose, reason}}. Answers {@code {match, accessEntry, receipt}}; what is absent does not match. Logged each time, kept
     * nowhere; 429 with {@code Retry-After} where one caller asks too often about one person.
     */
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> verify(Authentication caller, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        try (VerificationForm form = VerificationForm.read(fields)) {
            if (!fields.errors().isEmpty()) {
                throw new Refused("The request breaks rules.", fields.errors());
            }
            return HttpResponse.ok(Json.write(desk.verify(Asker.of(caller), form)))
                    .contentType(MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
