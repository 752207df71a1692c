package org.loanregistry.registry.loan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one organisation was told of one correction.
 *
 * @param noticeId the notice
 * @param recipient whom it was told to
 * @param reasons why it
 * @param told what was told
 * @param acknowledgedAt when it said that it took notice; absent until it does
 */
record CorrectionNotice(
        UUID noticeId,
        String recipient,
        List<Reason> reasons,
        Told told,
        @Nullable Instant acknowledgedAt) {

    /** Why somebody is told. */
    enum Reason {
        /** Funds the loan: its feed holds the record that was wrong. */
        FUNDS,
        /** Was shown something of the borrower while the record was wrong. */
        LOOKED
    }

    /**
     * A correction as it is told.
     *
     * @param place where it stands in lists
     * @param subjectId the borrower
     * @param noticedAt when it was told
     * @param acknowledgeBy until when it is to be acknowledged
     * @param rule the rule that says so
     * @param change what was corrected; absent where the reader may not see the loan
     */
    record Told(
            UUID place,
            UUID subjectId,
            Instant noticedAt,
            Instant acknowledgeBy,
            String rule,
            @Nullable Change change) {}

    /**
     * What was corrected.
     *
     * @param correctionId the correction
     * @param contractId the loan
     * @param contractNumber its number
     * @param eventId the event that was corrected
     * @param rowVersion the version that counts now
     * @param recordId its record
     * @param supersededRecordId the record that was wrong
     * @param reasonCode why it was corrected
     * @param changedPaths what differs, by name
     * @param withdrawn whether nothing of it happened
     */
    record Change(
            UUID correctionId,
            UUID contractId,
            String contractNumber,
            UUID eventId,
            int rowVersion,
            UUID recordId,
            UUID supersededRecordId,
            String reasonCode,
            List<String> changedPaths,
            boolean withdrawn) {
        /** Copies the list. */
        Change {
            changedPaths = List.copyOf(changedPaths);
        }
    }

    /** Copies the list. */
    CorrectionNotice {
        reasons = List.copyOf(reasons);
    }

    /** Whether the time to acknowledge it is over, and it was not, or later. */
    boolean isOverdue(Instant now) {
        return (acknowledgedAt == null ? now : acknowledgedAt).isAfter(told.acknowledgeBy());
    }
}
