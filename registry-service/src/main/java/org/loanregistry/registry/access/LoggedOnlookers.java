package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.loan.Onlookers;

/** The lenders that the access log names as having been granted a look. */
@Singleton
final class LoggedOnlookers implements Onlookers {
    private static final String LENDER = Role.LENDER.name().toLowerCase(Locale.ROOT) + ":";

    private final TenantSecrets secrets;
    private final AccessEntryStore store = new AccessEntryStore();

    LoggedOnlookers(TenantSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Set<String> lendersShown(Transaction tx, String tenant, UUID subjectId, Instant since) {
        String pseudonym = secrets.pseudonyms(tenant).of(subjectId.toString());
        return store.shownTo(tx, tenant, pseudonym, since).stream()
                .map(Asker::withoutPerson)
                .filter(actor -> actor.startsWith(LENDER))
                .map(actor -> actor.substring(LENDER.length()))
                .collect(Collectors.toSet());
    }
}
