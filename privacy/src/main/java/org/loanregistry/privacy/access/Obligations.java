package org.loanregistry.privacy.access;

import java.util.List;

/** Which obligations the facts alone show to be met or not; the others are for whoever serves the request. */
final class Obligations {
    private static final int APPROVERS = 2;

    private Obligations() {}

    /** Whether none of them is one that cannot be met. */
    static boolean areMet(List<Obligation> obligations, AccessRequest request, Facts facts) {
        for (Obligation obligation : obligations) {
            if (!isMet(obligation, request, facts)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMet(Obligation obligation, AccessRequest request, Facts facts) {
        return switch (obligation) {
            case Obligation.RowCap cap -> request.rows() <= cap.rows();
            case Obligation.TwoPersons _ ->
                facts.approvers().stream()
                                .filter(approver ->
                                        !approver.equals(request.actor().id()))
                                .count()
                        >= APPROVERS;
            case Obligation.Mask _, Obligation.NotifySubject _, Obligation.Watermark _ -> true;
        };
    }
}
