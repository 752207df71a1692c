package org.loanregistry.registry.database;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The database bean, over the pool configured as {@code datasources.default}. */
@Factory
final class DatabaseFactory {
    @Singleton
    Database database(DataSource source) {
        return new Database(source);
    }
}
