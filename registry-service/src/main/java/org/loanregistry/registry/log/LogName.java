package org.loanregistry.registry.log;

import java.util.Arrays;
import java.util.Optional;

/** The logs of the registry, kept by one code, each with its own key, origin and anchors. */
public enum LogName {
    /** One leaf a version of a loan record, each in the feeds of its lenders; every batch ends with the feed heads. */
    RECORDS((short) 1, "records", true),
    /** One leaf a decision to show or refuse personal data; in no lender's feed. */
    ACCESS((short) 2, "access", false);

    private final short id;
    private final String text;
    private final boolean hasFeeds;

    LogName(short id, String text, boolean hasFeeds) {
        this.id = id;
        this.text = text;
        this.hasFeeds = hasFeeds;
    }

    /** The log of that name in addresses, if there is one. */
    static Optional<LogName> find(String text) {
        return Arrays.stream(values()).filter(log -> log.text.equals(text)).findFirst();
    }

    /** The number in the database. */
    public short id() {
        return id;
    }

    /** The name in addresses and in the log's origin. */
    public String text() {
        return text;
    }

    /** Whether leaves go to lenders' feeds, and a batch ends with the heads of all feeds. */
    boolean hasFeeds() {
        return hasFeeds;
    }
}
