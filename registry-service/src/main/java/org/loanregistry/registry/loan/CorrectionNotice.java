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
     * @param correctionId the correction
     * @param place where it stands in lists
     * @param contractId the loan
     * @param contractNumber its number
     * @param subjectId the borrower
     * @param eventId the event that was corrected
     * @param rowVersion the version that counts now
     * @param recordId its record
     * @param supersededRecordId the record that was wrong
     * @param reasonCode why it was corrected
     * @param changedPaths what differs, by name
     * @param withdrawn whether nothing of it happened
     * @param noticedAt when it was told
     * @param acknowledgeBy until when it is to be acknowledged
     * @param rule the rule that says so
     */
    record Told(
            UUID correctionId,
            UUID place,
            UUID contractId,
            String contractNumber,
            UUID subjectId,
            UUID eventId,
            int rowVersion,
            UUID recordId,
            UUID supersededRecordId,
            String reasonCode,
            List<String> changedPaths,
            boolean withdrawn,
            Instant noticedAt,
            Instant acknowledgeBy,
            String rule) {
        /** Copies the list. */
        Told {
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
