package org.loanregistry.registry.access;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessPolicy;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.registry.borrower.TenantSecrets;

/** The one desk at which the service decides who sees what: its policy and its catalogue are data in the jar. */
@Factory
final class AccessFactory {
    @Singleton
    FieldCatalogue fieldCatalogue() {
        try (var text = Objects.requireNonNull(getClass().getResourceAsStream("/rules/field-catalogue.txt"))) {
            return FieldCatalogue.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Singleton
    AccessDesk accessDesk(
            FieldCatalogue catalogue,
            StoredFacts facts,
            StatedObligations obligations,
            AccessJournal journal,
            TenantSecrets secrets,
            InstantSource clock) {
        return new AccessDesk(
                AccessPolicy.standard(), catalogue, facts, obligations, journal, secrets::pseudonyms, clock);
    }
}
