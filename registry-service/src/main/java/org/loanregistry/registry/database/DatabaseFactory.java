package org.loanregistry.registry.database;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The database beans, over the pool configured as {@code datasources.default}. */
@Factory
final class DatabaseFactory {
    @Singleton
    Database database(DataSource source, DatabaseLogin login) {
        return new Database(source, login);
    }

    @Singleton
    DatabaseLogin login(
            @Value("${datasources.default.url}") String url,
            @Value("${datasources.default.username}") String user,
            @Value("${datasources.default.password:}") String password) {
        return new DatabaseLogin(url, user, password);
    }
}
