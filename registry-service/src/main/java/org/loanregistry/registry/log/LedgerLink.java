package org.loanregistry.registry.log;

import io.micrometer.core.instrument.MeterRegistry;
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
    private final @Nullable LedgerCalls calls;

    LedgerLink(Settings settings, MeterRegistry meters) {
        var profile = settings.ledgerProfile();
        this.ledger = profile == null ? null : AnchorLedger.connect(LedgerProfile.load(profile));
        this.calls = ledger == null ? null : new LedgerCalls(ledger, meters);
    }

    Optional<LedgerCalls> ledger() {
        return Optional.ofNullable(calls);
    }

    @Override
    @PreDestroy
    public void close() {
        if (ledger != null) {
            ledger.close();
        }
    }
}
