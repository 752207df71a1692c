package org.loanregistry.registry.database;

import org.jooq.DSLContext;

/** One open database transaction. It ends when the work it was handed to returns (commit) or throws (roll back). */
public final class Transaction {
    private final DSLContext dsl;

    /** Wraps a context that is inside a transaction. */
    Transaction(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The jOOQ context of this transaction, for classes named {@code ...Store} only. */
    public DSLContext dsl() {
        return dsl;
    }
}
