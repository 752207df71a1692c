package org.loanregistry.registry.log;

/** The logs of the registry. Only {@link #RECORDS} is kept so far. */
public enum LogName {
    /** One leaf a version of a loan record, and the feed heads. */
    RECORDS((short) 1, "records"),
    /** One leaf a decision to show or refuse personal data. */
    ACCESS((short) 2, "access");

    private final short id;
    private final String text;

    LogName(short id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The number in the database. */
    public short id() {
        return id;
    }

    /** The name in addresses and in the log's origin. */
    public String text() {
        return text;
    }
}
