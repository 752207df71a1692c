package org.loanregistry.registry.loan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.log.EventReceipt;
import org.loanregistry.transparency.tree.Hash;

/** What became of one item of a request. */
sealed interface Outcome {

    /** Under which ids it stands; {@code repaymentId} and {@code eventId} only for a repayment and an event. */
    record Ids(
            UUID recordId,
            UUID contractId,
            @Nullable UUID repaymentId,
            @Nullable UUID eventId,
            Hash leafHash) {}

    /** Recorded now, with its part of the receipt. */
    record Recorded(Ids ids, EventReceipt receipt) implements Outcome {}

    /** Stood there before with the same content. */
    record AlreadyRecorded(Ids ids) implements Outcome {}

    /** Not recorded. */
    record Rejected(Reason reason, List<FieldError> errors) implements Outcome {}

    /** Why something was not recorded. */
    enum Reason {
        /** It breaks rules of form or content. */
        INVALID,
        /** It disagrees with what is recorded. */
        CONFLICT,
        /** The caller may not write it. */
        NOT_ALLOWED,
        /** It names something that is not there. */
        NOT_FOUND
    }

    /** Rejected for one rule of one field. */
    static Outcome rejected(Reason reason, String field, String rule) {
        return new Rejected(reason, List.of(new FieldError(field, rule)));
    }

    /** The rejection of content that differs from what is recorded under the same number: field names, no values. */
    static Outcome conflict(List<String> fields) {
        return new Rejected(
                Reason.CONFLICT,
                fields.stream()
                        .map(field -> new FieldError(field, "differs from what is recorded"))
                        .toList());
    }
}
