package org.loanregistry.registry.database;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The registry's database, reached as the role that owns no table. Safe for many threads. */
public final class Database {
    private static final Settings SETTINGS = new Settings().withExecuteLogging(false);

    private final DSLContext dsl;
    private final DatabaseLogin login;

    /** A database, already migrated, whose connections come from {@code source}; {@code login} is for those beside it. */
    public Database(DataSource source, DatabaseLogin login) {
        this.dsl = DSL.using(source, SQLDialect.POSTGRES, SETTINGS);
        this.login = login;
    }

    /** Runs {@code work} in one transaction (read committed) and commits; rolls back if it throws. */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return run(dsl, work);
    }

    private static <T extends @Nullable Object> T run(DSLContext dsl, Function<Transaction, T> work) {
        AtomicReference<Transaction> begun = new AtomicReference<>();
        T result = dsl.transactionResult(context -> {
            Transaction tx = new Transaction(context.dsl());
            begun.set(tx);
            return work.apply(tx);
        });
        begun.get().committed();
        return result;
    }

    /** Runs {@code work} on one unchanging view of the database; writing in it is refused. */
    public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
        return dsl.transactionResult(context -> {
            context.dsl().execute("set transaction isolation level repeatable read, read only");
            return work.apply(new Transaction(context.dsl()));
        });
    }

    /**
     * As {@link #read}, of what PostgreSQL itself shows this lender: a query that forgets to say whose rows it wants finds the
     * lender's own, of tables that no lender may read it finds none and fails.
     */
    public <T extends @Nullable Object> T readFor(String lender, Function<Transaction, T> work) {
        return read(tx -> tx.readingFor(lender, work));
    }

    /**
     * As {@link #inTransaction}, on a connection of its own beside the pool: for what is found out once, maybe by a request
     * that holds a connection already. Were it to wait for a second one, as many requests as the pool has connections would
     * wait for each other.
     */
    public <T extends @Nullable Object> T aside(Function<Transaction, T> work) {
        try (var connection = login.connect()) {
            return run(DSL.using(connection, SQLDialect.POSTGRES, SETTINGS), work);
        } catch (SQLException e) {
            throw new DataAccessException("the connection beside the pool did not close", e);
        }
    }
}
