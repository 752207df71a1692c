package org.loanregistry.registry.database;

import org.flywaydb.core.Flyway;

/** Brings a database to the newest schema: {@code db/migration} on the class path, run as the owner of everything. */
public final class Migrations {
    private Migrations() {}

    /** Runs the migrations that are missing and returns how many they were; refuses a migration edited since it ran. */
    public static int run(DatabaseLogin owner) {
        return Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                // A number is taken before the work on it is done, so that a lower one may come later.
                .outOfOrder(true)
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
