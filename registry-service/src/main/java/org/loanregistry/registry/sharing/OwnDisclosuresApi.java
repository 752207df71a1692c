package org.loanregistry.registry.sharing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Paging;

/** A borrower's own list of what was shown of it to third parties. */
@Controller("/api/v1/borrowers/{subjectId}/disclosures")
@Secured("BORROWER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "disclosures")
final class OwnDisclosuresApi {
    private final OwnDisclosures disclosures;

    OwnDisclosuresApi(OwnDisclosures disclosures) {
        this.disclosures = disclosures;
    }

    /** What was signed about the borrower who asks, by whom and for whom; {@code next} is the cursor of the page after. */
    @Get("{?cursor,limit}")
    HttpResponse<byte[]> list(
            Authentication caller,
            @PathVariable UUID subjectId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var paging = Paging.of("borrower-disclosures/" + subjectId, cursor, limit);
        return HttpResponse.ok(Json.write(disclosures.list(caller, subjectId, paging)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
