package org.loanregistry.verifier.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.verifier.VerifierMain;

/** A log with two faces asks a witness process for both at once, while that is killed with SIGKILL again and again. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class WitnessCrashTest {
    private static final int ROUNDS = 15;

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Hash> cosigned = new HashMap<>();

    private record Running(Process process, URI url) {
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private Running start(WitnessedLog log) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        VerifierMain.class.getName(),
                        "witness",
                        "--home",
                        home.toString(),
                        "--name",
                        "BankA/witness",
                        "--log",
                        log.vkey().toText(),
                        "--port",
                        "0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                return new Running(process, URI.create(line.substring("ready ".length())));
            }
        }
        throw new IOException("the witness ended before it was ready");
    }

    private CompletableFuture<HttpResponse<String>> ask(Running witness, AddCheckpoint request) {
        return http.sendAsync(
                HttpRequest.newBuilder(witness.url().resolve("/add-checkpoint"))
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(request.toText()))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    /** Whether it cosigned; a connection that broke is no answer. */
    private boolean heard(CompletableFuture<HttpResponse<String>> answer, WitnessedLog log) {
        try {
            boolean yes = answer.join().statusCode() == 200;
            if (yes) {
                Hash root = log.root(log.size());
                assertEquals(root, cosigned.getOrDefault(log.size(), root), "two roots of size " + log.size());
                cosigned.put(log.size(), root);
            }
            return yes;
        } catch (CompletionException e) {
            return false;
        }
    }

    @Test
    void it_never_cosigns_two_trees_of_one_size() throws Exception {
        Random random = new Random(1);
        WitnessedLog log = WitnessedLog.of(1);
        Running witness = start(log);
        assertTrue(heard(ask(witness, log.request(0, 1)), log));
        for (int round = 0; round < ROUNDS; round++) {
            int size = log.size();
            WitnessedLog left = log.plus(1, 1);
            WitnessedLog right = log.plus(1, 2);
            var first = ask(witness, left.request(size, size + 1));
            var second = ask(witness, right.request(size, size + 1));
            TimeUnit.MICROSECONDS.sleep(random.nextInt(12_000));
            witness.kill();
            heard(first, left);
            heard(second, right);
            witness = start(log);
            // Whatever it had on disk when it died: it can be asked for that again, and for nothing else of this size.
            boolean hasLeft = heard(ask(witness, left.request(size + 1, size + 1)), left);
            boolean hasRight = heard(ask(witness, right.request(size + 1, size + 1)), right);
            if (!hasLeft && !hasRight) {
                hasLeft = heard(ask(witness, left.request(size, size + 1)), left);
                assertTrue(hasLeft, "it has none, so it takes either");
            }
            log = hasLeft ? left : right;
        }
        witness.kill();
        assertEquals(ROUNDS + 1, cosigned.size());
    }
}
