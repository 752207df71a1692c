package org.loanregistry.benchmarks.ingest;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.loanregistry.registry.database.Migrations;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;

/** The service as {@code serve} runs it, over TLS, with a PostgreSQL of its own, durable settings, no ledger. */
final class RunningRegistry implements AutoCloseable {
    static final Caller OPERATOR = new Caller(Role.OPERATOR, "registry-operator");

    private final org.loanregistry.registry.database.EmbeddedServer postgres;
    private final ApplicationContext beans;
    private final TlsFiles tls;
    private final URI address;

    RunningRegistry(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        tls = TlsFiles.make(home);
        postgres = org.loanregistry.registry.database.EmbeddedServer.start(home);
        Migrations.run(postgres.owner());
        Map<String, Object> properties = new HashMap<>(tls.serverSettings());
        properties.put("registry.home", home.toString());
        properties.put("registry.sequencer-interval", "50ms");
        // The load is one organisation's at one address.
        properties.put("registry.organisation-requests", 0);
        properties.put("registry.address-requests", 0);
        properties.put("datasources.default.url", postgres.app().url());
        properties.put("datasources.default.username", postgres.app().user());
        properties.put("datasources.default.password", postgres.app().password());
        beans = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .start();
        address = beans.getBean(EmbeddedServer.class).start().getURI();
    }

    URI address() {
        return address;
    }

    TlsFiles tls() {
        return tls;
    }

    String token() {
        return bean(DevelopmentTokens.class).tokenOf(OPERATOR).orElseThrow();
    }

    /** The token of a lender. */
    String token(String lender) {
        return bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.LENDER, lender))
                .orElseThrow();
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** A connection of the owner of everything. */
    Connection owner() {
        return postgres.owner().connect();
    }

    long number(String query) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Runs one statement as the owner of everything. */
    void execute(String sql) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until no leaf of the records log waits in the outbox. */
    void awaitIntegrated() throws SQLException {
        try (var connection = owner();
                var query = connection.prepareStatement("""
                        select exists (select from leaf where log_id = 1 and (xid, leaf_id) >
                            (select cursor_xid, cursor_id from tree_state where log_id = 1))""")) {
            while (true) {
                try (var result = query.executeQuery()) {
                    result.next();
                    if (!result.getBoolean(1)) {
                        return;
                    }
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    @Override
    public void close() {
        beans.close();
        postgres.close();
    }
}
