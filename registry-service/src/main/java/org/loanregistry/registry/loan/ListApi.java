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

/** What the caller may see of everything recorded, page by page; {@code next} is the cursor of the page after. */
@Controller("/api/v1")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "lists")
final class ListApi {
    private final LoanLists lists;

    ListApi(LoanLists lists) {
        this.lists = lists;
    }

    /** Lines of credit with what is available of them, in the order in which they were recorded. */
    @Get("/lines{?cursor,limit}")
    HttpResponse<byte[]> lines(
            Authentication caller, @QueryValue @Nullable String cursor, @QueryValue @Nullable String limit) {
        return json(lists.lines(Caller.of(caller), Paging.of("lines", cursor, limit)));
    }

    /** Drawdowns as corrected, of one contract or of all. */
    @Get("/drawdowns{?contractId,cursor,limit}")
    HttpResponse<byte[]> drawdowns(
            Authentication caller,
            @QueryValue @Nullable String contractId,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        return json(lists.drawdowns(Caller.of(caller), contractId, Paging.of("drawdowns", cursor, limit)));
    }

    /**
     * Repayments, reported and booked ones, as corrected, of one contract or of all; with {@code flag} those reported ones that
     * were unusual so, as {@code DEFAULTED_BUT_COVERED}, candidates for a correction.
     */
    @Get("/repayments{?contractId,flag,cursor,limit}")
    HttpResponse<byte[]> repayments(
            Authentication caller,
            @QueryValue @Nullable String contractId,
            @QueryValue @Nullable String flag,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        return json(lists.repayments(Caller.of(caller), contractId, flag, Paging.of("repayments", cursor, limit)));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
