package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The transit API as OpenBao and Vault document it (request and answer of encrypt and decrypt), served here by the JDK: the
 * real server is in no package registry. What it cannot show is a difference between the document and the server.
 */
class TransitRootKeyTest extends RootKeyContract {
    private static final String TOKEN = "s.test";
    private static final Pattern FIELD = Pattern.compile("\"(plaintext|ciphertext)\":\"([^\"]*)\"");

    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/transit/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String body = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
        Matcher field = FIELD.matcher(body);
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        if (!known || !field.find()) {
            send(exchange, known ? 400 : 403, "{\"errors\":[\"permission denied\"]}");
            return;
        }
        byte[] key = keys.computeIfAbsent(path[4], _ -> random.generateSeed(32));
        try {
            send(exchange, 200, "{\"request_id\":\"x\",\"data\":{" + data(path[3], key, field.group(2)) + "}}");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            send(exchange, 400, "{\"errors\":[\"invalid ciphertext: unable to decrypt\"]}");
        }
    }

    private static String data(String action, byte[] key, String value) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        if (action.equals("encrypt")) {
            byte[] iv = new SecureRandom().generateSeed(12);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            byte[] sealed = cipher.doFinal(Base64.getDecoder().decode(value));
            byte[] all = Arrays.copyOf(iv, iv.length + sealed.length);
            System.arraycopy(sealed, 0, all, iv.length, sealed.length);
            return "\"ciphertext\":\"vault:v1:" + Base64.getEncoder().encodeToString(all) + "\",\"key_version\":1";
        }
        if (!value.startsWith("vault:v1:")) {
            throw new IllegalArgumentException("no such version");
        }
        byte[] all = Base64.getDecoder().decode(value.substring("vault:v1:".length()));
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, Arrays.copyOf(all, Math.min(12, all.length))));
        byte[] plain = cipher.doFinal(all, Math.min(12, all.length), Math.max(0, all.length - 12));
        return "\"plaintext\":\"" + Base64.getEncoder().encodeToString(plain) + "\"";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI service() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    RootKey root(String name) {
        return new TransitRootKey(HttpClient.newHttpClient(), service(), name, TOKEN);
    }

    @Test
    void the_wrapped_form_is_the_services_own_text() throws Exception {
        try (RootKey root = root("one")) {
            assertEquals("vault:v1:", new String(root.wrap(new byte[32]), US_ASCII).substring(0, 9));
        }
    }

    @Test
    void another_token_and_a_service_that_is_away_are_refused() {
        try (RootKey stranger = new TransitRootKey(HttpClient.newHttpClient(), service(), "one", "s.other")) {
            assertThrows(VaultException.class, () -> stranger.wrap(new byte[32]));
        }
        try (RootKey root = root("one")) {
            byte[] wrapped = root.wrap(new byte[32]);
            server.stop(0);
            assertThrows(VaultException.class, () -> root.unwrap(wrapped));
        }
    }

    @Test
    void plain_http_to_another_machine_and_an_ill_named_key_are_refused() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TransitRootKey(http, URI.create("http://vault.example:8200"), "one", TOKEN));
            assertThrows(
                    IllegalArgumentException.class, () -> new TransitRootKey(http, service(), "../sys/raw", TOKEN));
        }
    }
}
