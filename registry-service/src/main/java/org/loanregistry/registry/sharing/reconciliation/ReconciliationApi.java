package org.loanregistry.registry.sharing.reconciliation;

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
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.registry.web.RepeatableRequests;

/** Reconciliations: a bank's own positions of a day against the registry's, and what differs. */
@Controller("/api/v1/reconciliations")
@Secured({"LENDER", "OPERATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "reconciliations")
final class ReconciliationApi {
    private static final String KEY = "Idempotency-Key";

    /** With the character set that it always is. */
    static final String CSV = "text/csv; charset=utf-8";

    private final RepeatableRequests requests;
    private final ReconciliationDesk desk;

    ReconciliationApi(RepeatableRequests requests, ReconciliationDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    /**
     * Compares the caller's positions at the end of a day, a CSV file as docs/reconciliation.md has it: 201 with the statement. A
     * file with a line that breaks a rule is refused as a whole; 429 if as many files are being compared as there is room for.
     */
    @Post("{?asOf}")
    @Secured("LENDER")
    @Consumes("text/csv")
    HttpResponse<byte[]> compare(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @QueryValue @Nullable String asOf,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "reconciliations/" + Objects.requireNonNullElse(asOf, ""),
                body,
                tx -> new Answer(201, Json.write(StatementTree.of(desk.compare(tx, caller, asOf, body)))));
    }

    /** A bank's own statements, the operator's all, the newest first; {@code next} is the cursor of the page after. */
    @Get("{?cursor,limit}")
    HttpResponse<byte[]> list(
            Authentication caller, @QueryValue @Nullable String cursor, @QueryValue @Nullable String limit) {
        return json(desk.list(Caller.of(caller), Paging.of("reconciliations", cursor, limit)));
    }

    /** One statement: counts by cause, who confirmed it, and its record once both did. */
    @Get("/{reconciliationId}")
    HttpResponse<byte[]> statement(Authentication caller, @PathVariable UUID reconciliationId) {
        return json(StatementTree.of(desk.shown(Caller.of(caller), reconciliationId)));
    }

    /** Its differences by loan, with {@code cause} those of one cause; {@code next} is the cursor of the page after. */
    @Get("/{reconciliationId}/differences{?cause,cursor,limit}")
    HttpResponse<byte[]> differences(
            Authentication caller,
            @PathVariable UUID reconciliationId,
            @QueryValue @Nullable String cause,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        Paging paging = Paging.of("differences/" + reconciliationId + "/" + cause, cursor, limit);
        return json(desk.differences(Caller.of(caller), reconciliationId, cause, paging));
    }

    /** The differences as a CSV file, whose SHA-256 is the statement's {@code differencesHash}. */
    @Get("/{reconciliationId}/differences.csv")
    @Produces(CSV)
    HttpResponse<byte[]> csv(Authentication caller, @PathVariable UUID reconciliationId) {
        return file(desk.csv(Caller.of(caller), reconciliationId), reconciliationId);
    }

    /** A file to be kept under a name of its own, not to be shown. */
    static HttpResponse<byte[]> file(byte[] csv, UUID id) {
        return HttpResponse.ok(csv)
                .contentType(MediaType.of(CSV))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"differences-" + id + ".csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    /** Confirms a statement for the caller's side, the bank's or the operator's: {@code {differencesHash}}. */
    @Post("/{reconciliationId}/confirmations")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> confirm(
            Authentication authentication,
            @Header(KEY) @Nullable String key,
            @PathVariable UUID reconciliationId,
            @Body byte[] body) {
        Caller caller = Caller.of(authentication);
        return requests.answer(
                caller,
                key,
                "reconciliations/" + reconciliationId + "/confirmations",
                body,
                tx -> desk.confirm(tx, caller, reconciliationId, body));
    }

    private static HttpResponse<byte[]> json(Map<String, Object> tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
