package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;

/** The client of the ledger, if one is configured. A wrong profile is refused at start; a peer that is down is not. */
@Singleton
final class LedgerLink implements AutoCloseable {
    private final @Nullable AnchorLedger ledger;

    LedgerLink(Settings settings) {
        var profile = settings.ledgerProfile();
        this.ledger = profile == null ? null : AnchorLedger.connect(LedgerProfile.load(profile));
    }

    Optional<AnchorLedger> ledger() {
        return Optional.ofNullable(ledger);
    }

    @Override
    @PreDestroy
    public void close() {
        if (ledger != null) {
            ledger.close();
        }
    }
}
