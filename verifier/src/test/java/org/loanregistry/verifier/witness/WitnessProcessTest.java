package org.loanregistry.verifier.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.NoteSignature;

/** The witness over HTTP, status for status as C2SP tlog-witness says, and who may start one. */
final class WitnessProcessTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final WitnessedLog log = WitnessedLog.of(40);

    @SuppressWarnings("NullAway.Init")
    private WitnessProcess witness;

    @BeforeEach
    void start() {
        witness = start("BankA/witness");
    }

    @AfterEach
    void stop() {
        witness.close();
        http.close();
    }

    private WitnessProcess start(String name) {
        WitnessSettings settings = new WitnessSettings(
                home,
                name,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(log.keys()),
                null,
                Duration.ofSeconds(10));
        return WitnessProcess.start(settings, () -> NOW, line -> {});
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(witness.url() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> add(String body) {
        return send("POST", "/add-checkpoint", body);
    }

    private HttpResponse<String> add(AddCheckpoint request) {
        return add(request.toText());
    }

    @Test
    void a_head_that_extends_the_last_one_is_answered_with_a_cosignature_line() {
        for (int[] step : new int[][] {{0, 7}, {7, 40}, {40, 40}}) {
            HttpResponse<String> answer = add(log.request(step[0], step[1]));
            assertEquals(200, answer.statusCode());
            NoteSignature line = NoteSignature.parse(answer.body().stripTrailing());
            assertEquals(
                    OptionalLong.of(NOW.getEpochSecond()),
                    witness.key().cosignedAt(log.note(step[1]).body(), line));
        }
    }

    @Test
    void another_old_size_is_409_with_the_size_in_its_own_type() {
        add(log.request(0, 7));
        HttpResponse<String> answer = add(log.request(0, 40));
        assertEquals(409, answer.statusCode());
        assertEquals("7\n", answer.body());
        assertEquals(
                "text/x.tlog.size", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void what_is_no_request_is_400() {
        String good = log.request(0, 7).toText();
        for (String body : List.of(
                "",
                "old 0",
                good.replace("old 0", "old -1"),
                good.replace("old 0", "old 00"),
                good.replace("old 0\n", "old 0\nAAAA\n"),
                good.replace("old 0", "new 0"),
                good.substring(0, good.length() - 1),
                good.replace("\n", "\r\n"))) {
            assertEquals(400, add(body).statusCode(), body);
        }
        add(log.request(0, 20));
        assertEquals(400, add(log.request(20, 7)).statusCode(), "an old size above the checkpoint's");
    }

    @Test
    void another_key_is_403_another_log_404_another_history_422() {
        assertEquals(403, add(WitnessedLog.of(40).request(0, 7)).statusCode());
        WitnessedLog unknown = WitnessedLog.of("registry.example/loans/registry/1/other", 7);
        assertEquals(404, add(unknown.request(0, 7)).statusCode());
        add(log.request(0, 20));
        assertEquals(422, add(log.forked(3).request(20, 20)).statusCode());
        assertEquals(422, add(log.forked(3).request(20, 40)).statusCode());
    }

    @Test
    void a_body_that_is_too_long_is_413_and_other_paths_and_methods_are_refused() {
        assertEquals(413, add("x".repeat(AddCheckpoint.MAX_BYTES + 1)).statusCode());
        assertEquals(405, send("GET", "/add-checkpoint", "").statusCode());
        assertEquals(404, send("POST", "/add-checkpoint/more", "").statusCode());
        assertEquals(404, send("GET", "/", "").statusCode());
        assertEquals(200, send("GET", "/health", "").statusCode());
    }

    @Test
    void a_second_witness_in_one_folder_is_refused() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start("BankA/witness"));
        assertTrue(String.valueOf(refused.getMessage()).contains("another witness runs"), refused.getMessage());
    }

    @Test
    void its_key_keeps_its_name_and_is_for_its_owner_alone() throws IOException {
        String vkey = witness.key().toText();
        witness.close();
        assertEquals(vkey, Files.readString(home.resolve("witness.vkey")).strip());
        assertThrows(IllegalStateException.class, () -> start("BankB/witness"));
        Path secret = home.resolve("witness.skey");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start("BankA/witness"));
        assertTrue(String.valueOf(refused.getMessage()).contains("may be read by others"), refused.getMessage());
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        witness = start("BankA/witness");
        assertEquals(vkey, witness.key().toText());
    }
}
