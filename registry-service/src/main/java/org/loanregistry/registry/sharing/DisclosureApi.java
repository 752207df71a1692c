package org.loanregistry.registry.sharing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.registry.access.AccessLimits;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;

/** Fields of a record shown to a third party, which checks them without us. */
@Controller("/api/v1/disclosures")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "disclosures")
final class DisclosureApi {
    private final DisclosureDesk desk;
    private final DisclosureKey key;
    private final FieldCatalogue catalogue;
    private final AccessLimits limits;
    private final InstantSource clock;

    DisclosureApi(
            DisclosureDesk desk,
            DisclosureKey key,
            FieldCatalogue catalogue,
            AccessLimits limits,
            InstantSource clock) {
        this.desk = desk;
        this.key = key;
        this.catalogue = catalogue;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Signs an SD-JWT (RFC 9901) of some fields of a record, by its borrower or a lender that funds it: {@code {recordId, purpose,
     * audience, expiresAt, holderKey, fields, reason}}. Answers {@code {disclosureId, sdJwt, proof, expiresAt, accessEntry,
     * status}}; the holder adds the key binding. Logged each time, kept nowhere.
     */
    @Post
    @Secured({"LENDER", "BORROWER"})
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> disclose(Authentication caller, @Body byte[] body) {
        Instant now = clock.instant();
        Fields fields = Fields.of(Json.parse(body));
        var form = DisclosureForm.read(fields, catalogue, now, limits.most(AccessLimits.Measure.DISCLOSURE_DAYS, now));
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks rules.", fields.errors());
        }
        return HttpResponse.created(Json.write(desk.issue(caller, form)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The public keys by which disclosures are checked, a JWK set; to be pinned by a way of one's own. */
    @Get("/keys")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Produces("application/jwk-set+json")
    byte[] keys() {
        return Json.write(key.keySet());
    }

    /** Where the record of a disclosure is in the log as it is anchored now: a tlog-proof that shows no field. */
    @Get("/{disclosureId}/proof")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Produces("text/plain; charset=utf-8")
    String proof(@PathVariable UUID disclosureId) {
        return desk.proof(disclosureId);
    }

    /** Whether the record of a disclosure still stands: a JWT that names corrections, annotation and erasure. */
    @Get("/{disclosureId}/status")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Produces("application/jwt")
    HttpResponse<String> status(@PathVariable UUID disclosureId) {
        return HttpResponse.ok(desk.status(disclosureId))
                .contentType(MediaType.of("application/jwt"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
