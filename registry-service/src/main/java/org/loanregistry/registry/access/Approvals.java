package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;

/**
 * Which access two others approved: exactly the one that was asked for, by its person, borrower, fields, purpose and case, until
 * it is over, and once. Guarantee: what was not written down before is no approval.
 */
@Singleton
final class Approvals {
    /** The one action that an approval is for. */
    static final String ACTION = "reveal";

    private static final int WANTED = 2;

    private final Database database;
    private final InstantSource clock;
    private final ApprovalStore store = new ApprovalStore();

    Approvals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An approval that stands.
     *
     * @param requestId what was asked
     * @param approvers who approved it, without the requester
     */
    record Approved(UUID requestId, Set<String> approvers) {
        /** Copies the names. */
        Approved {
            approvers = Set.copyOf(approvers);
        }

        private boolean isEnough() {
            return approvers.size() >= WANTED;
        }
    }

    /** What others approved of this very access, even if by too few; the one with the most approvers. */
    Optional<Approved> of(Transaction tx, AccessRequest request, UUID subjectId) {
        if (!request.queryShape().equals(ACTION) || !isAllInFull(request)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Approved best = null;
        for (var asked : store.open(tx, request.actor().id(), subjectId, now)) {
            List<ApprovalStore.Decided> decided = store.decisions(tx, asked.id());
            if (!isFor(asked, request) || decided.stream().anyMatch(one -> !one.isApproved())) {
                continue;
            }
            Set<String> approvers = new TreeSet<>();
            decided.forEach(one -> approvers.add(one.approver()));
            approvers.remove(asked.requester());
            if (best == null || approvers.size() > best.approvers().size()) {
                best = new Approved(asked.id(), approvers);
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isAllInFull(AccessRequest request) {
        return request.asked().values().stream().allMatch(level -> level == AccessLevel.FULL);
    }

    static boolean isFor(ApprovalStore.Asked asked, AccessRequest request) {
        return asked.purpose().equals(request.purpose().name())
                && asked.fields().equals(List.copyOf(request.asked().keySet()))
                && asked.reason().equals(request.reason())
                && asked.organisation().equals(request.actor().organisation());
    }

    /** Uses up the approval of this access; false if there is none, or it was used a moment ago. */
    boolean useUp(AccessRequest request) {
        UUID subject = UUID.fromString(request.subjectId());
        return database.inTransaction(tx -> of(tx, request, subject)
                .filter(Approved::isEnough)
                .filter(one -> store.use(tx, one.requestId(), clock.instant()))
                .isPresent());
    }
}
