package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.loanregistry.registry.json.Json;

/**
 * A real Keycloak for demonstration and tests: its own process in development mode, its data in memory, with the realm of
 * {@code identity/loan-registry-realm.json}. Clients and people share one secret, drawn at each start. The officer's
 * client says {@code mfa} because the realm says so: of two factors the registry knows the provider's word.
 */
public final class Keycloak implements AutoCloseable {
    /** The variable that names the installation. */
    public static final String HOME = "KEYCLOAK_HOME";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String REALM = "loan-registry";
    private static final String ADMIN = "admin";

    /** Who signs in at the consoles: name, role, organisation. */
    private static final List<List<String>> PEOPLE = List.of(
            List.of("anna", "LENDER", "bank-a"),
            List.of("bela", "LENDER", "bank-b"),
            List.of("carl", "LENDER", "bank-c"),
            List.of("olga", "OPERATOR", "registry-operator"));

    /** The machines, each with the client {@code ORGANISATION-core}: role, organisation. */
    private static final List<List<String>> MACHINES = List.of(
            List.of("LENDER", "bank-a"),
            List.of("LENDER", "bank-b"),
            List.of("LENDER", "bank-c"),
            List.of("OPERATOR", "registry-operator"),
            List.of("DPO", "registry-dpo"));

    private final Child process;
    private final HttpClient http;
    private final String address;
    private final String secret;
    private final Path secretFile;

    private Keycloak(Child process, HttpClient http, String address, String secret, Path secretFile) {
        this.process = process;
        this.http = http;
        this.address = address;
        this.secret = secret;
        this.secretFile = secretFile;
    }

    /** The installation that the variable names, if it is one. */
    public static Optional<Path> installed() {
        return Optional.ofNullable(System.getenv(HOME))
                .map(Path::of)
                .filter(home -> Files.isRegularFile(home.resolve("bin/kc.sh")));
    }

    /**
     * Starts it and waits until it answers and has the realm.
     *
     * @param installation what {@link #installed} gives
     * @param folder for its log and the secret
     * @param console the origin that people are sent back to
     */
    public static Keycloak start(Path installation, Path folder, String console, HttpClient http) {
        String secret = draw();
        int port = freePort();
        Child process = Child.start(
                "keycloak",
                folder.resolve("keycloak.log"),
                List.of(
                        "bash",
                        installation.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--cache=local",
                        "--log-level=warn",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port),
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", secret,
                        "JAVA_OPTS_KC_HEAP", "-Xmx512m"));
        Keycloak keycloak =
                new Keycloak(process, http, "http://127.0.0.1:" + port, secret, writeSecret(folder, secret));
        try {
            Wait.until("Keycloak", START_LIMIT, () -> keycloak.answers() || !process.isAlive());
            keycloak.createRealm(console);
            return keycloak;
        } catch (RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    private static String draw() {
        byte[] drawn = new byte[24];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** A port that nobody listens at now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path writeSecret(Path folder, String secret) {
        try {
            Path file = folder.resolve("console.secret");
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + "/realms/master"));
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }

    private void createRealm(String console) {
        String realm;
        try (var stream =
                Objects.requireNonNull(Keycloak.class.getResourceAsStream("/identity/" + REALM + "-realm.json"))) {
            realm = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{{secret}}", secret)
                    .replace("{{origin}}", console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String admin = token(
                "master",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", secret));
        send(
                HttpRequest.newBuilder(URI.create(address + "/admin/realms"))
                        .header("Authorization", "Bearer " + admin)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(realm)),
                201);
    }

    /** A fresh access token of an organisation's machine, by client credentials (RFC 6749, 4.4). */
    public String machineToken(String organisation) {
        return token(
                REALM,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        organisation + "-core",
                        "client_secret",
                        secret));
    }

    private String token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        byte[] answer = send(
                HttpRequest.newBuilder(URI.create(address + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                200);
        var tree = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer));
        return String.valueOf(tree.get("access_token"));
    }

    private byte[] send(HttpRequest.Builder request, int wanted) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != wanted) {
                throw new DemoFailedException("Keycloak answered " + answer.statusCode() + " for " + answer.uri()
                        + ":\n" + process.endOfLog());
            }
            return answer.body();
        } catch (IOException e) {
            throw new DemoFailedException("Keycloak does not answer:\n" + process.endOfLog(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }

    /** The realm's issuer. */
    public String issuer() {
        return address + "/realms/" + REALM;
    }

    /** What people sign in with, and the clients. */
    public String secret() {
        return secret;
    }

    /** The variables that a service needs for it. */
    Map<String, String> settings(String console) {
        return Map.of(
                "REGISTRY_IDENTITY_ISSUER",
                issuer(),
                "REGISTRY_IDENTITY_CLIENT_SECRET_FILE",
                secretFile.toString(),
                "REGISTRY_PUBLIC_ADDRESS",
                console,
                "REGISTRY_PRODUCTION",
                "true");
    }

    /** The machines as users, each with a fresh token. */
    List<Map<?, ?>> machines() {
        List<Map<?, ?>> users = new ArrayList<>();
        for (List<String> machine : MACHINES) {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("role", machine.get(0));
            user.put("organisation", machine.get(1));
            user.put("token", machineToken(machine.get(1)));
            users.add(user);
        }
        return users;
    }

    /** The people as users, each with the password. */
    List<Map<String, Object>> people() {
        List<Map<String, Object>> users = new ArrayList<>();
        for (List<String> person : PEOPLE) {
            users.add(Map.of(
                    "name", person.get(0),
                    "role", person.get(1),
                    "organisation", person.get(2),
                    "password", secret));
        }
        return users;
    }

    @Override
    public void close() {
        process.kill();
    }
}
