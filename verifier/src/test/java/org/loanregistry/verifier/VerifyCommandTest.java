package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.record.CanonicalJson;

class VerifyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String vkey = new TestLog("log").vkey().toText();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void write_all_cases() throws IOException {
        for (Map.Entry<String, BundleCases.Case> made : BundleCases.all().entrySet()) {
            Files.writeString(file(made.getKey()), made.getValue().bundle());
        }
    }

    @Test
    void a_verified_bundle_is_shown_with_its_fields_and_what_stays_unproved() {
        assertEquals(0, run("verify", path("contract"), "--vkey", vkey));
        assertTrue(
                out.toString().startsWith("VERIFIED contract KIVA-3, leaf 3 of 12  " + path("contract")),
                out.toString());
        assertTrue(out.toString().contains("principalMinor = 100003"), out.toString());
        assertTrue(out.toString().contains("Not proved, as no --peer was given"), out.toString());
    }

    @Test
    void one_altered_bundle_among_many_gives_status_1_even_beside_unreadable_ones() {
        assertEquals(1, run("verify", folder.toString(), "--vkey", vkey));
        assertTrue(out.toString().contains("ALTERED field principalMinor  " + path("amount-raised")), out.toString());
        assertFalse(out.toString().contains("\nVERIFIED"), "of many, only failures are listed");
        assertTrue(out.toString().contains("4 verified"), out.toString());
    }

    @Test
    void an_unreadable_bundle_gives_status_2() {
        assertEquals(2, run("verify", path("contract"), path("empty"), "--vkey", vkey));
        assertEquals(2, run("verify", path("no-such-file"), "--vkey", vkey));
    }

    @Test
    void each_line_is_an_object_with_json() {
        assertEquals(1, run("verify", path("contract"), path("amount-raised"), "--vkey", vkey, "--json"));
        List<Map<?, ?>> lines = out.toString()
                .lines()
                .<Map<?, ?>>map(line -> (Map<?, ?>) CanonicalJson.parse(line))
                .toList();
        assertEquals("VERIFIED", lines.get(0).get("verdict"));
        assertEquals("KIVA-3", ((Map<?, ?>) Objects.requireNonNull(lines.get(0).get("fields"))).get("contractNumber"));
        assertEquals("ALTERED", lines.get(1).get("verdict"));
        assertEquals("field principalMinor", lines.get(1).get("detail"));
        assertEquals(2L, ((Map<?, ?>) Objects.requireNonNull(lines.get(2).get("summary"))).get("records"));
    }

    @Test
    void the_key_may_stand_in_a_file() throws IOException {
        Files.writeString(folder.resolve("vkey"), vkey + "\n");
        assertEquals(0, run("verify", path("contract"), "--vkey", "@" + folder.resolve("vkey")));
    }

    @Test
    void another_logs_key_verifies_nothing() {
        assertEquals(
                1,
                run(
                        "verify",
                        path("contract"),
                        "--vkey",
                        new TestLog("thief").vkey().toText()));
    }

    @Test
    void wrong_usage_gives_status_2() {
        assertEquals(2, run("verify", path("contract")));
        assertEquals(2, run("verify", "--vkey", vkey));
        assertEquals(2, run("verify", path("contract"), "--vkey", "no key"));
        assertEquals(2, run("verify", path("contract"), "--vkey", "@" + folder.resolve("nothing")));
        assertEquals(2, run("verify", path("contract"), "--vkey", vkey, "--max-age", "soon"));
        assertEquals(2, run("verify", folder.resolve("nothing").toString(), "--vkey", vkey, "--peer", "x.properties"));
        assertEquals(2, run("follow", "--service", "http://127.0.0.1:1", "--token", "t", "--vkey", vkey));
        assertEquals(2, run("governance", "propose", "register-log", "--vkey", vkey));
        assertEquals(2, run("verifi"));
    }

    @Test
    void an_empty_folder_is_wrong_usage() throws IOException {
        assertEquals(
                2, run("verify", Files.createDirectory(folder.resolve("empty")).toString(), "--vkey", vkey));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return VerifierMain.commandLine(InstantSource.system())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path file(String name) {
        return folder.resolve(name + BundleFiles.ENDING);
    }

    private String path(String name) {
        return file(name).toString();
    }
}
