package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.note.SigningKey;

/** The served log, read by Go's own transparency packages, unmodified. Runs where Go is installed. */
class OutsideClientTest {
    private static final int FIRST_SIZE = 300;
    private static final int LEAVES = 1_500;

    @TempDir
    private static Path folder;

    private static TestRegistry registry;
    private static String url;
    private static String vkey;
    private static Path earlierCheckpoint;
    private static Path client;

    @BeforeAll
    static void serve() throws Exception {
        client = compile();
        registry = TestRegistry.create();
        registry.queue(new Random(1), FIRST_SIZE, "bank-a");
        registry.integrateAll();
        registry.anchorWithoutLedger();
        url = registry.serve().resolve("/log/records").toString();
        earlierCheckpoint = Files.write(folder.resolve("earlier"), get("/checkpoint"));
        registry.queue(new Random(2), LEAVES, "bank-b");
        registry.integrateAll();
        registry.anchorWithoutLedger();
        vkey = new String(get("/vkey"), StandardCharsets.UTF_8).strip();
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void checkpoint_tiles_proofs_and_entries_verify_and_extend_an_earlier_checkpoint() throws Exception {
        var run = run(List.of(client.toString(), url, vkey, earlierCheckpoint.toString()), folder);
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().startsWith("ok size=1802 "), run.output());
    }

    @Test
    void the_key_of_another_log_is_refused() throws Exception {
        var other = SigningKey.generate("registry.example/loans/registry/1/records", new SecureRandom())
                .verifierKey()
                .toText();
        var run = run(List.of(client.toString(), url, other), folder);
        assertEquals(1, run.status(), run.output());
    }

    @Test
    void a_forked_earlier_checkpoint_is_refused() throws Exception {
        var forked = Files.writeString(
                folder.resolve("forked"), Files.readString(earlierCheckpoint).replaceFirst("\n301\n", "\n300\n"));
        var run = run(List.of(client.toString(), url, vkey, forked.toString()), folder);
        assertEquals(1, run.status(), run.output());
    }

    private static Path compile() throws Exception {
        var source = Path.of(System.getProperty("loanreg.root"), "registry-service/src/test/go/tlogclient");
        assumeTrue(status(List.of("go", "version"), source) == 0, "skipped: Go is not installed");
        assumeTrue(
                status(List.of("go", "mod", "download"), source) == 0, "skipped: golang.org/x/mod cannot be fetched");
        var program = folder.resolve("tlogclient");
        var built = run(List.of("go", "build", "-o", program.toString(), "."), source);
        assertEquals(0, built.status(), built.output());
        return program;
    }

    private static byte[] get(String path) {
        return TestRegistry.get(URI.create(url + path), "").body();
    }

    private static int status(List<String> command, Path directory) throws InterruptedException {
        try {
            return run(command, directory).status();
        } catch (IOException e) {
            return -1;
        }
    }

    private static Run run(List<String> command, Path directory) throws IOException, InterruptedException {
        var process = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private record Run(int status, String output) {}
}
