package org.loanregistry.registry.loan;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.loanregistry.transparency.tree.Hash;

/**
 * What recording adds to a contract or repayment.
 *
 * @param recordId this version's id, never in a public place
 * @param rowVersion from 1
 * @param subjectId the borrower
 * @param kid the id of the borrower's data key, 32 bytes as hex
 * @param flags what was unusual, as far as known
 * @param submitter who sent it
 * @param recordedAt to the second
 */
record Stamp(
        UUID recordId,
        int rowVersion,
        UUID subjectId,
        Hash kid,
        SortedSet<Flag> flags,
        String submitter,
        Instant recordedAt) {

    /** The flags by name, sorted. */
    List<String> flagNames() {
        return flags.stream().map(Flag::name).sorted().toList();
    }
}
