package org.loanregistry.chaincode;

import java.util.List;

/** A composite key of the ledger: object type and attributes (docs/formats.md, section 4). */
record StateKey(String objectType, List<String> attributes) {
    StateKey {
        attributes = List.copyOf(attributes);
    }

    /** The banks. */
    static StateKey members() {
        return new StateKey("MEMBERS", List.of());
    }

    /** A proposed change with its approvals. */
    static StateKey proposal(String id) {
        return new StateKey("PROPOSAL", List.of(id));
    }

    /** How many changes were proposed. */
    static StateKey proposalCount() {
        return new StateKey("PROPOSALS", List.of());
    }

    /** The id of proposal number {@code position}, from 0. */
    static StateKey proposalAt(long position) {
        return new StateKey("PROPOSALS", List.of(padded(position)));
    }

    /** How many logs are listed. */
    static StateKey originCount() {
        return new StateKey("LOGS", List.of());
    }

    /** The origin of the listed log number {@code position}, from 0. */
    static StateKey originAt(long position) {
        return new StateKey("LOGS", List.of(padded(position)));
    }

    /** Where a log stands in the list. */
    static StateKey listed(String origin) {
        return new StateKey("LISTED", List.of(origin));
    }

    /** How a note was answered first, by the SHA-256 of its text in hex. */
    static StateKey note(String origin, String hash) {
        return new StateKey("NOTE", List.of(origin, hash));
    }

    /** The two notes that froze a log. */
    static StateKey evidence(String origin) {
        return new StateKey("EVIDENCE", List.of(origin));
    }

    /** The registration of a log. */
    static StateKey log(String origin) {
        return new StateKey("LOG", List.of(origin));
    }

    /** The newest anchored head of a log. */
    static StateKey head(String origin) {
        return new StateKey("HEAD", List.of(origin));
    }

    /** The anchored head of exactly this size. */
    static StateKey checkpoint(String origin, long treeSize) {
        return new StateKey("CP", List.of(origin, padded(treeSize)));
    }

    /** How many heads of a log are anchored. */
    static StateKey count(String origin) {
        return new StateKey("SEQ", List.of(origin));
    }

    /** The size of the log's anchored head number {@code position}, from 0. */
    static StateKey sizeAt(String origin, long position) {
        return new StateKey("SEQ", List.of(origin, padded(position)));
    }

    private static String padded(long number) {
        return "%020d".formatted(number);
    }
}
