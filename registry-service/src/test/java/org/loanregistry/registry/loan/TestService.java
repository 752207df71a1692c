package org.loanregistry.registry.loan;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.Migrations;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.web.DescribedAnswers;

/** The service over HTTP on a real PostgreSQL, for tests. */
final class TestService implements AutoCloseable {
    static final Caller OPERATOR = new Caller(Role.OPERATOR, "registry-operator");

    private final org.loanregistry.registry.database.EmbeddedServer postgres;
    private final EmbeddedServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    TestService(Path home) {
        postgres = org.loanregistry.registry.database.EmbeddedServer.start(home);
        Migrations.run(postgres.owner());
        Map<String, Object> properties = new HashMap<>();
        properties.put("registry.home", home.toString());
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.max-request-size", "32MB");
        properties.put("datasources.default.url", postgres.app().url());
        properties.put("datasources.default.username", postgres.app().user());
        properties.put("datasources.default.password", postgres.app().password());
        properties.put("datasources.default.driver-class-name", "org.postgresql.Driver");
        server = ApplicationContext.run(EmbeddedServer.class, properties);
    }

    URI uri() {
        return server.getURI();
    }

    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    Database database() {
        return bean(Database.class);
    }

    DatabaseLogin owner() {
        return postgres.owner();
    }

    String token(Caller caller) {
        return bean(DevelopmentTokens.class).tokenOf(caller).orElseThrow();
    }

    HttpResponse<String> post(Caller caller, String path, @Nullable String key, String body) {
        var request = HttpRequest.newBuilder(uri().resolve(path))
                .header("Authorization", "Bearer " + token(caller))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    HttpResponse<String> get(@Nullable String token, String path) {
        var request = HttpRequest.newBuilder(uri().resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            DescribedAnswers.check(request, answer);
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        postgres.close();
    }
}
