package org.loanregistry.registry.loan;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Paging;

/** Auto-repay: mandates, and what to debit under them. */
@Controller("/api/v1")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "auto-repay")
final class CollectionApi {
    private final CollectionList list;

    CollectionApi(CollectionList list) {
        this.list = list;
    }

    /** The mandate in force on a loan at the end of a day: its tries, the next one, and where it would go. */
    @Get("/contracts/{contractId}/mandate{?on}")
    HttpResponse<byte[]> mandate(Authentication caller, String contractId, @QueryValue @Nullable String on) {
        return json(list.mandate(Caller.of(caller), contractId, on));
    }

    /** What the caller, as the one who services the loans, is to debit on a day; a loan that asks 0 is paid by then. */
    @Get("/collections{?on,cursor,limit}")
    HttpResponse<byte[]> collections(
            Authentication caller,
            @QueryValue @Nullable String on,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        return json(list.collections(Caller.of(caller), on, Paging.of("collections/" + on, cursor, limit)));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
