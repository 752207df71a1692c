package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Obligation;
import org.loanregistry.privacy.access.ObligationDesk;

/** Which obligations the service fulfils. What it cannot do is not promised, and so the access is denied. */
@Singleton
final class StatedObligations implements ObligationDesk {
    @Override
    public boolean fulfil(Obligation obligation, AccessRequest request) {
        return switch (obligation) {
            // Every answer masks what is not granted in clear, and a revealed one carries its watermark.
            case Obligation.Mask _, Obligation.Watermark _ -> true;
            case Obligation.NotifySubject _, Obligation.TwoPersons _, Obligation.RowCap _ -> false;
        };
    }
}
