package org.loanregistry.registry.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.json.Json;

/** Stands in for a borrower's sign-in during development; not there when the service runs for production. */
@Controller("/api/v1/development/borrowers")
@Secured("OPERATOR")
@Requires(beans = DevelopmentTokens.class)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "development")
final class DevelopmentBorrowerApi {
    private final Database database;
    private final DevelopmentTokens tokens;
    private final FactStore store = new FactStore();

    DevelopmentBorrowerApi(Database database, DevelopmentTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    /** A bearer token with which a borrower reads what concerns them: {@code {token}}. Good until the service stops. */
    @Post("/{subjectId}/token")
    HttpResponse<byte[]> token(@PathVariable UUID subjectId) {
        if (database.read(tx -> store.subject(tx, subjectId)).isEmpty()) {
            throw Refusals.noSuchBorrower();
        }
        return HttpResponse.ok(Json.write(Map.of("token", tokens.ofBorrower(subjectId))))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
