package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A root key that OpenBao or Vault holds in its transit engine and never gives out: {@code POST
 * /v1/transit/encrypt|decrypt/NAME}. The wrapped form is the service's own text, {@code vault:v<version>:<base64>}, in ASCII;
 * the version in it lets the service rotate the key by itself.
 */
public final class TransitRootKey implements RootKey {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Pattern CIPHERTEXT =
            Pattern.compile("\"ciphertext\"\\s*:\\s*\"(vault:v[0-9]+:[A-Za-z0-9+/=]+)\"");
    private static final Pattern PLAINTEXT = Pattern.compile("\"plaintext\"\\s*:\\s*\"([A-Za-z0-9+/]+=*)\"");
    private static final Pattern WRAPPED = Pattern.compile("vault:v[0-9]+:[A-Za-z0-9+/=]+");

    private final HttpClient http;
    private final URI service;
    private final String name;
    private final String token;

    /**
     * A client of one key; nothing is sent yet.
     *
     * @param service https, or http to the loopback interface: the answers are keys
     * @param name the key's name in the engine, 1 to 64 of {@code [a-z0-9-]}
     * @param token the client token
     */
    public TransitRootKey(HttpClient http, URI service, String name, String token) {
        boolean loopback = "http".equals(service.getScheme())
                && ("127.0.0.1".equals(service.getHost()) || "[::1]".equals(service.getHost()));
        if (!"https".equals(service.getScheme()) && !loopback) {
            throw new IllegalArgumentException(
                    "the transit service must be reached by https, got " + service.getScheme());
        }
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("the name of a transit key must match [a-z0-9-]{1,64}");
        }
        this.http = http;
        this.service = service;
        this.name = name;
        this.token = token;
    }

    @Override
    public String id() {
        return "transit:" + name;
    }

    @Override
    public byte[] wrap(byte[] secret) {
        String body = "{\"plaintext\":\"" + Base64.getEncoder().encodeToString(secret) + "\"}";
        return found(CIPHERTEXT, ask("encrypt", body)).getBytes(US_ASCII);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        String text = new String(wrapped, US_ASCII);
        if (!WRAPPED.matcher(text).matches()) {
            throw new VaultException();
        }
        return Base64.getDecoder().decode(found(PLAINTEXT, ask("decrypt", "{\"ciphertext\":\"" + text + "\"}")));
    }

    private static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new VaultException();
        }
        return matcher.group(1);
    }

    private String ask(String action, String body) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/transit/" + action + "/" + name))
                .timeout(ANSWER_LIMIT)
                .header("X-Vault-Token", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new VaultException();
            }
            return answer.body();
        } catch (IOException e) {
            throw new VaultException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultException();
        }
    }

    /** Nothing is held. */
    @Override
    public void close() {
        http.close();
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "TransitRootKey[" + id() + "]";
    }
}
