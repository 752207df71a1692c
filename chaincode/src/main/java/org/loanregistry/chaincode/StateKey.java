package org.loanregistry.chaincode;

import java.util.List;

/** A composite key of the ledger: object type and attributes (docs/formats.md, section 4). */
record StateKey(String objectType, List<String> attributes) {
    StateKey {
        attributes = List.copyOf(attributes);
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
