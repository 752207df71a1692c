package org.loanregistry.registry.database;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The registry's database, reached as the role that owns no table. Safe for many threads. */
public final class Database {
    private final DSLContext dsl;

    /** A database whose connections come from {@code source}, already migrated. */
    public Database(DataSource source) {
        this.dsl = DSL.using(source, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    /** Runs {@code work} in one transaction (read committed) and commits; rolls back if it throws. */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return dsl.transactionResult(context -> work.apply(new Transaction(context.dsl())));
    }

    /** Runs {@code work} on one unchanging view of the database; writing in it is refused. */
    public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
        return dsl.transactionResult(context -> {
            context.dsl().execute("set transaction isolation level repeatable read, read only");
            return work.apply(new Transaction(context.dsl()));
        });
    }
}
