package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Obligation;
import org.loanregistry.privacy.access.ObligationDesk;

/** How the service fulfils obligations. What it cannot do is not promised, and so the access is denied. */
@Singleton
final class StatedObligations implements ObligationDesk {
    private final Approvals approvals;
    private final SubjectNotices notices;

    StatedObligations(Approvals approvals, SubjectNotices notices) {
        this.approvals = approvals;
        this.notices = notices;
    }

    @Override
    public boolean fulfil(Obligation obligation, AccessRequest request) {
        return switch (obligation) {
            // Every answer masks what is not granted in clear, and a revealed one carries its watermark.
            case Obligation.Mask _, Obligation.Watermark _ -> true;
            case Obligation.TwoPersons _ -> approvals.useUp(request);
            case Obligation.NotifySubject _ -> {
                notices.tell(request);
                yield true;
            }
            case Obligation.RowCap _ -> false;
        };
    }
}
