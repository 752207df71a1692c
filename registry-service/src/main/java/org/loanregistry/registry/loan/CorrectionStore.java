package org.loanregistry.registry.loan;

import static org.loanregistry.registry.database.schema.Tables.DECIDED_CORRECTION;
import static org.loanregistry.registry.database.schema.Tables.PROPOSED_CORRECTION;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** Corrections that were proposed, and what was decided of them. */
final class CorrectionStore {

    /**
     * A correction that waits.
     *
     * @param eventId the event
     * @param rowVersion the version that it corrects
     * @param body canonical JSON of what happened instead
     * @param withdrawn whether nothing happened at all
     * @param reasonCode why
     * @param maker who proposes it
     */
    record Proposed(UUID eventId, int rowVersion, String body, boolean withdrawn, String reasonCode, String maker) {}

    void propose(Transaction tx, UUID correctionId, Proposed one, Instant now) {
        tx.dsl()
                .insertInto(PROPOSED_CORRECTION)
                .values(
                        correctionId,
                        one.eventId(),
                        one.rowVersion(),
                        one.body(),
                        one.withdrawn(),
                        one.reasonCode(),
                        one.maker(),
                        now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    Optional<Proposed> find(Transaction tx, UUID correctionId) {
        return tx.dsl()
                .selectFrom(PROPOSED_CORRECTION)
                .where(PROPOSED_CORRECTION.CORRECTION_ID.eq(correctionId))
                .fetchOptional(row -> new Proposed(
                        row.getEventId(),
                        row.getRowVersion(),
                        row.getBody(),
                        row.getWithdrawn(),
                        row.getReasonCode(),
                        row.getMaker()));
    }

    /** Decides it; false if it was decided before. */
    boolean decide(Transaction tx, UUID correctionId, String checker, boolean accepted, Instant now) {
        return tx.dsl()
                        .insertInto(DECIDED_CORRECTION)
                        .values(correctionId, checker, accepted, now.atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }
}
