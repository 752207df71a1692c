package org.loanregistry.registry.sharing.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.tree.Hash;

/**
 * One version of a share agreement, as its record has it (docs/formats.md, section 22).
 *
 * @param contractId of the contract
 * @param lender who is shown its records: a funder, never the first
 * @param version from 1
 * @param recordId of its record in the log
 * @param act whether it was agreed or ended
 * @param fields sorted names of docs/schemas/records.txt; none once revoked
 * @param purposes sorted; none once revoked
 * @param consents canonical JSON: for each personal field the consent that stood, by purpose
 * @param from the day of its record, UTC
 * @param until the last day; null for no end
 * @param caseReference in the books of the lender that agreed to it
 * @param submitter who recorded it
 * @param epochSeconds when
 * @param previousLeaf the leaf hash of the version before; null of the first
 */
record Agreement(
        UUID contractId,
        String lender,
        int version,
        UUID recordId,
        Act act,
        List<String> fields,
        List<String> purposes,
        String consents,
        LocalDate from,
        @Nullable LocalDate until,
        String caseReference,
        String submitter,
        long epochSeconds,
        @Nullable Hash previousLeaf) {
    /** What a version says. */
    enum Act {
        /** This is shown from now on, in place of what was before. */
        AGREED,
        /** Nothing is shown any more. */
        REVOKED
    }

    /** How a version stands. */
    enum State {
        IN_FORCE,
        EXPIRED,
        REVOKED,
        SUPERSEDED
    }

    /** Copies the lists. */
    Agreement {
        fields = List.copyOf(fields);
        purposes = List.copyOf(purposes);
    }

    /** How it stands on a day, being the newest version or not. */
    State state(LocalDate today, boolean isNewest) {
        if (!isNewest) {
            return State.SUPERSEDED;
        }
        if (act == Act.REVOKED) {
            return State.REVOKED;
        }
        return until != null && until.isBefore(today) ? State.EXPIRED : State.IN_FORCE;
    }
}
