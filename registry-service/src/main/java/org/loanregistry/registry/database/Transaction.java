package org.loanregistry.registry.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** One open database transaction. It ends when the work it was handed to returns (commit) or throws (roll back). */
public final class Transaction {
    private final DSLContext dsl;
    private final @Nullable String lender;
    private final List<Runnable> afterCommit;

    /** Wraps a context that is inside a transaction. */
    Transaction(DSLContext dsl) {
        this(dsl, null, new ArrayList<>());
    }

    private Transaction(DSLContext dsl, @Nullable String lender, List<Runnable> afterCommit) {
        this.dsl = dsl;
        this.lender = lender;
        this.afterCommit = afterCommit;
    }

    /** Has this done once the transaction is committed; never if it is rolled back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /** The jOOQ context of this transaction, for classes named {@code ...Store} only. */
    public DSLContext dsl() {
        return dsl;
    }

    /**
     * Runs a part of this transaction that reads for a lender: in it PostgreSQL shows the lender's rows only and refuses to
     * write; after it, also if it throws, the transaction goes on as the service. Inside such a part for the same lender it
     * changes nothing; for another one it is an IllegalStateException.
     */
    public <T extends @Nullable Object> T readingFor(String lender, Function<Transaction, T> work) {
        if (lender.equals(this.lender)) {
            return work.apply(this);
        }
        if (this.lender != null) {
            throw new IllegalStateException("this part of the transaction reads for " + this.lender);
        }
        LenderRole.take(dsl, lender);
        T result;
        try {
            result = work.apply(new Transaction(dsl, lender, afterCommit));
        } catch (RuntimeException | Error e) {
            leaveAfter(e);
            throw e;
        }
        LenderRole.leave(dsl);
        return result;
    }

    /** A transaction that a failed statement ended takes no other, and loses the role as it is rolled back. */
    private void leaveAfter(Throwable failure) {
        try {
            LenderRole.leave(dsl);
        } catch (DataAccessException e) {
            failure.addSuppressed(e);
        }
    }
}
