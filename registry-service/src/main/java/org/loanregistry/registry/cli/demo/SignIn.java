package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.loanregistry.transparency.record.CanonicalJson;

/** How the service of the demo knows its users, and where the demo's own clients have their tokens from. */
sealed interface SignIn extends AutoCloseable {
    /** The variables that the service is started with. */
    Map<String, String> settings();

    /** The port that the service must have; 0 for any. */
    int port();

    /** The users with their role, organisation and a token that is good now. */
    List<Map<?, ?>> users(DemoHome home);

    /** Who may sign in at the consoles by name; empty where a token does it. */
    List<Map<String, Object>> people();

    @Override
    void close();

    /** Starts what is needed. */
    static SignIn start(DemoIdentity identity, DemoHome home, HttpClient http) {
        return switch (identity) {
            case DEVELOPMENT -> new Development();
            case KEYCLOAK -> {
                Path installation = Keycloak.installed()
                        .orElseThrow(() -> new DemoFailedException("there is no Keycloak at " + Keycloak.HOME
                                + "; ./loanreg demo --identity keycloak fetches one"));
                int port = Keycloak.freePort();
                var folder = home.loanregHome().resolve("keycloak");
                yield new Provider(Keycloak.start(installation, folder, origin(port), http), port);
            }
        };
    }

    private static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Development tokens, which the service makes at each start. */
    record Development() implements SignIn {
        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public List<Map<?, ?>> users(DemoHome home) {
            try {
                var file = (Map<?, ?>)
                        CanonicalJson.parse(Files.readString(home.service().resolve("tokens.json")));
                return ((List<?>) Objects.requireNonNull(file.get("users")))
                        .stream().map(user -> (Map<?, ?>) user).collect(Collectors.toUnmodifiableList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<Map<String, Object>> people() {
            return List.of();
        }

        @Override
        public void close() {
            // The service makes the tokens and forgets them.
        }
    }

    /** A Keycloak; the service runs as in production, at a port that the provider knows. */
    record Provider(Keycloak keycloak, int port) implements SignIn {
        @Override
        public Map<String, String> settings() {
            return keycloak.settings(origin(port));
        }

        @Override
        public List<Map<?, ?>> users(DemoHome home) {
            return keycloak.machines();
        }

        @Override
        public List<Map<String, Object>> people() {
            return keycloak.people();
        }

        @Override
        public void close() {
            keycloak.close();
        }
    }
}
