package org.loanregistry.registry.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;

/** What is known of a borrower, to whoever may see it. Every look is in the access log before it is answered. */
@Controller("/api/v1/borrowers")
@Secured({"LENDER", "OPERATOR", "DPO", "BORROWER"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "borrowers")
final class BorrowerApi {
    private final BorrowerView view;
    private final RevealDesk reveals;
    private final LookupDesk lookups;
    private final OwnHistoryDesk looks;

    BorrowerApi(BorrowerView view, RevealDesk reveals, LookupDesk lookups, OwnHistoryDesk looks) {
        this.view = view;
        this.reveals = reveals;
        this.lookups = lookups;
        this.looks = looks;
    }

    /** The personal fields, masked or as stand-ins as the access policy says for the caller; never in clear. */
    @Get("/{subjectId}")
    HttpResponse<byte[]> borrower(Authentication caller, @PathVariable UUID subjectId) {
        return json(view.masked(Asker.of(caller), subjectId));
    }

    /**
     * Shows named fields in clear, for a purpose and a case that the body names: {@code {purpose, fields, reason}}. An action of
     * its own each time: no answer is kept, and none is given twice.
     */
    @Post("/{subjectId}/reveal")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> reveal(Authentication caller, @PathVariable UUID subjectId, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        RevealForm form = RevealForm.read(fields);
        requireGood(fields);
        return json(reveals.reveal(Asker.of(caller), subjectId, form));
    }

    /** Finds borrowers of the caller's own by national id or mobile, and shows them masked: {@code {purpose, nationalId | mobile}}. */
    @Post("/lookup")
    @Secured({"LENDER", "OPERATOR"})
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> lookup(Authentication caller, @Body byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        LookupForm form = LookupForm.read(fields);
        requireGood(fields);
        return json(lookups.find(Asker.of(caller), form));
    }

    /** Who looked at the borrower who asks: organisation, time, purpose, fields, and what was refused. */
    @Get("/{subjectId}/access{?cursor}")
    @Secured("BORROWER")
    HttpResponse<byte[]> access(
            Authentication caller, @PathVariable UUID subjectId, @QueryValue(defaultValue = "0") long cursor) {
        if (cursor < 0) {
            throw new Refused("Want cursor of at least 0.");
        }
        return json(looks.looks(Asker.of(caller), subjectId, cursor));
    }

    private static void requireGood(Fields fields) {
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks rules.", fields.errors());
        }
    }

    private static HttpResponse<byte[]> json(Map<String, ? extends @Nullable Object> tree) {
        return HttpResponse.ok(Json.write(tree))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
