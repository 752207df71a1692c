package org.loanregistry.registry.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of the identity provider, as variables or system properties, checked before anything starts. */
final class ProviderSettings {
    /** Where {@code application-identity.yml} holds. */
    static final String ENVIRONMENT = "identity";

    private static final String ISSUER = "registry.identity.issuer";
    private static final String SECRET_FILE = "registry.identity.client-secret-file";

    private final Map<String, String> environment;
    private final Map<String, String> properties;

    ProviderSettings(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Of this process. */
    static ProviderSettings ofProcess() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, String.valueOf(System.getProperty(name))));
        return new ProviderSettings(System.getenv(), properties);
    }

    /** Whether there is a provider. */
    boolean isPresent() {
        return find(ISSUER).isPresent();
    }

    /**
     * What the service is started with beside the settings themselves; nothing without a provider.
     *
     * @throws IllegalArgumentException with a sentence that names the setting and never its value
     */
    Map<String, Object> properties() {
        Optional<String> issuer = find(ISSUER);
        if (issuer.isEmpty()) {
            return Map.of();
        }
        requireSafe(URI.create(issuer.get()));
        Path file = find(SECRET_FILE)
                .map(Path::of)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "REGISTRY_IDENTITY_ISSUER needs REGISTRY_IDENTITY_CLIENT_SECRET_FILE, the file with the client's secret"));
        return Map.of("registry.identity.client-secret", secret(file));
    }

    private static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("the file of REGISTRY_IDENTITY_CLIENT_SECRET_FILE is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of REGISTRY_IDENTITY_CLIENT_SECRET_FILE cannot be read", e);
        }
    }

    /** Whoever can change the provider's answers under way is every user. */
    private static void requireSafe(URI issuer) {
        boolean isLoopback = "http".equals(issuer.getScheme())
                && ("127.0.0.1".equals(issuer.getHost()) || "localhost".equals(issuer.getHost()));
        if (!"https".equals(issuer.getScheme()) && !isLoopback) {
            throw new IllegalArgumentException(
                    "REGISTRY_IDENTITY_ISSUER must be an https address; http is for a provider on this machine only");
        }
    }

    private Optional<String> find(String property) {
        String variable = property.replace('.', '_').replace('-', '_').toUpperCase(java.util.Locale.ROOT);
        @Nullable String given = properties.getOrDefault(property, environment.get(variable));
        return given == null || given.isBlank() ? Optional.empty() : Optional.of(given.strip());
    }
}
