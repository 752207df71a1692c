package org.loanregistry.registry.database;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the newest schema: {@code db/migration} on the class path, run as the owner of everything. */
public final class Migrations {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Migrations() {}

    /** A migration needs what the owner of the schema may not do; nothing of it was done. */
    public static final class NotPermitted extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPermitted(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Runs the migrations that are missing and returns how many they were; refuses a migration edited since it ran.
     *
     * @throws NotPermitted if the owner lacks a right; the message says, in one line, what an administrator has to do
     */
    public static int run(DatabaseLogin owner) {
        try {
            return Flyway.configure()
                    .dataSource(owner.url(), owner.user(), owner.password())
                    .locations("classpath:db/migration")
                    // A number is taken before the work on it is done, so that a lower one may come later.
                    .outOfOrder(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException refused && INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
                    throw new NotPermitted(
                            String.valueOf(refused.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                            e);
                }
            }
            throw e;
        }
    }
}
