package org.loanregistry.registry.sharing;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;

/** A bank's own feed, and the proofs of the records in it. */
@Controller("/api/v1")
@Secured("LENDER")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "feed")
final class FeedApi {
    private static final int MOST = 1_000;

    private final FeedDesk desk;

    FeedApi(FeedDesk desk) {
        this.desk = desk;
    }

    /** {@code {lender, slot, size, proof}}: how long the feed is, proved by the last leaf of the anchored log. */
    @Get("/feed/head")
    @Produces(MediaType.APPLICATION_JSON)
    byte[] head(Authentication caller) {
        return Json.write(desk.head(Caller.of(caller).organisation()));
    }

    /** {@code {entries: [{number, logIndex, recordId, salt, leafHash, proof}], next}}, at most 1,000 entries. */
    @Get("/feed/entries{?from,limit}")
    @Produces(MediaType.APPLICATION_JSON)
    byte[] entries(
            Authentication caller,
            @QueryValue(defaultValue = "0") long from,
            @QueryValue(defaultValue = "1000") int limit) {
        if (from < 0 || limit < 1 || limit > MOST) {
            throw new Refused("Want from of at least 0 and limit of 1 to " + MOST + ".");
        }
        return Json.write(desk.entries(Caller.of(caller).organisation(), from, limit));
    }

    /** The proof bundle of one record, C2SP tlog-proof v1. */
    @Get("/records/{recordId}/proof")
    @Produces("text/plain; charset=utf-8")
    String proof(Authentication caller, @PathVariable UUID recordId) {
        return desk.proof(Caller.of(caller).organisation(), recordId);
    }
}
