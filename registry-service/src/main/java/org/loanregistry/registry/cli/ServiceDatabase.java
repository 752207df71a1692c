package org.loanregistry.registry.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.EmbeddedServer;

/** The database of a service: the server that the environment names, else one of its own under the state directory. */
final class ServiceDatabase implements AutoCloseable {
    private final @Nullable EmbeddedServer embedded;
    private final DatabaseLogin owner;
    private final DatabaseLogin app;

    private ServiceDatabase(@Nullable EmbeddedServer embedded, DatabaseLogin owner, DatabaseLogin app) {
        this.embedded = embedded;
        this.owner = owner;
        this.app = app;
    }

    /** Reads {@code LOANREG_DATABASE_URL}, {@code _OWNER}, {@code _OWNER_PASSWORD}, {@code _USER}, {@code _USER_PASSWORD}. */
    static ServiceDatabase open(Path home) {
        var url = setting("URL", "");
        if (url.isEmpty()) {
            var embedded = EmbeddedServer.start(home);
            return new ServiceDatabase(embedded, embedded.owner(), embedded.app());
        }
        return new ServiceDatabase(
                null,
                new DatabaseLogin(url, setting("OWNER", "postgres"), setting("OWNER_PASSWORD", "")),
                new DatabaseLogin(url, setting("USER", "loanreg_app"), setting("USER_PASSWORD", "")));
    }

    private static String setting(String name, String otherwise) {
        return Optional.ofNullable(System.getenv("LOANREG_DATABASE_" + name)).orElse(otherwise);
    }

    DatabaseLogin owner() {
        return owner;
    }

    DatabaseLogin app() {
        return app;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
