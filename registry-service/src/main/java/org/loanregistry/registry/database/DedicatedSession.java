package org.loanregistry.registry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One connection of its own, outside the pool, that holds an advisory lock as long as it lives. The lock keeps two
 * holders apart while both are well; it is no fence, so what they write must be fenced as well. Not thread-safe.
 */
public final class DedicatedSession implements AutoCloseable {
    private final Connection connection;
    private final DSLContext dsl;

    private DedicatedSession(Connection connection) {
        this.connection = connection;
        this.dsl = DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    /** A session that holds lock {@code key}; empty if another session holds it. */
    public static Optional<DedicatedSession> locking(DatabaseLogin login, long key) {
        var session = new DedicatedSession(login.connect());
        try {
            if (Boolean.TRUE.equals(session.dsl.fetchValue("select pg_try_advisory_lock(?)", key))) {
                return Optional.of(session);
            }
        } catch (DataAccessException e) {
            session.close();
            throw e;
        }
        session.close();
        return Optional.empty();
    }

    /** As {@link Database#inTransaction}, on this connection. */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return dsl.transactionResult(context -> work.apply(new Transaction(context.dsl())));
    }

    /** Ends the session and so frees the lock. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("the dedicated connection did not close", e);
        }
    }
}
