package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.verifier.witness.Equivocation;

/** What a registry may try with a lender's feed, each caught and named by {@code verify URL} or {@code verify DIR}. */
class FeedCheatsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestLog log = new TestLog("log");
    private long size;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void fill() {
        log.appendBatch(5);
        size = log.appendBatch(6);
    }

    @Test
    void an_honest_feed_is_complete_from_the_service_and_again_from_the_folder_it_was_kept_in() throws IOException {
        try (FeedServer server = new FeedServer(log, size)) {
            assertEquals(0, verify(server, "--save", path("kept")));
            assertSaid("COMPLETE the feed of bank-a has 11 entries at 13 leaves, by slot 1");
            assertSaid("11 records: 11 verified");
            assertSaid("no --state was given");
        }
        assertEquals(0, run("verify", path("kept"), "--vkey", log.vkey().toText()));
        assertSaid("COMPLETE the feed of bank-a has 11 entries");
        assertSaid("Not proved, as no --peer was given");
    }

    @Test
    void a_record_taken_out_of_a_kept_feed_is_withheld() throws IOException {
        keep();
        Files.delete(folder.resolve("kept/0000000004.tlog-proof"));
        assertEquals(1, run("verify", path("kept"), "--vkey", log.vkey().toText()));
        assertSaid("WITHHELD entry 4: no proof of its record is shown");
    }

    @Test
    void a_line_taken_out_of_a_kept_feed_is_withheld_and_two_exchanged_are_renumbered() throws IOException {
        keep();
        Path entries = folder.resolve("kept/entries.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(entries));
        String third = lines.remove(3);
        Files.write(entries, lines);
        assertEquals(1, run("verify", path("kept"), "--vkey", log.vkey().toText()));
        assertSaid("WITHHELD entry 3: left out");
        lines.add(5, third);
        Files.write(entries, lines);
        assertEquals(1, run("verify", path("kept"), "--vkey", log.vkey().toText()));
        assertSaid("RENUMBERED entry 3 comes after entry 5");
    }

    @Test
    void one_altered_field_is_altered_by_entry() throws IOException {
        keep();
        Files.writeString(
                folder.resolve("kept/0000000003.tlog-proof"),
                altered(log.bundle(3, size).toText()));
        assertEquals(1, run("verify", path("kept"), "--vkey", log.vkey().toText()));
        assertSaid("ALTERED field principalMinor  feed entry 3");
    }

    @Test
    void another_lenders_feed_is_swapped() throws IOException {
        try (FeedServer server = new FeedServer(log, size)) {
            assertEquals(1, verify(server, "--slot", "2"));
            assertSaid("SWAPPED slot 1 is shown, you pinned 2");
            assertEquals(1, verify(server, "--lender", "bank-b"));
            assertSaid("SWAPPED the feed of bank-a is shown, you pinned bank-b");
        }
    }

    @Test
    void entries_of_another_lender_below_ones_own_head_are_swapped() throws IOException {
        TestLog ofB = new TestLog("log", "bank-b");
        ofB.appendBatch(5);
        ofB.appendBatch(6);
        TestLog ofA = new TestLog("log", "bank-a");
        ofA.appendBatch(5);
        ofA.appendBatch(6);
        try (FeedServer server = new FeedServer(ofB, size)) {
            assertEquals(0, verify(server, "--lender", "bank-a"), "bank-b's own head and entries fit each other");
            server.tellHead(11, ofA.bundle((int) size - 1, size).toText());
            assertEquals(1, verify(server, "--lender", "bank-a"));
            assertSaid("SWAPPED 11 of the records shown do not name bank-a as a funder");
        }
    }

    @Test
    void an_older_head_than_the_one_seen_is_refused() throws IOException {
        remember(size);
        try (FeedServer server = new FeedServer(log, 6)) {
            server.lines.tailMap(5L).clear();
            assertEquals(1, verify(server, "--state", path("state")));
            assertSaid("OLDER_HEAD a head of 6 leaves is shown, this bank saw 13");
        }
    }

    @Test
    void a_longer_log_that_extends_the_one_seen_is_accepted_and_remembered() throws IOException {
        remember(size);
        long later = log.appendBatch(2);
        try (FeedServer server = new FeedServer(log, later)) {
            assertEquals(0, verify(server, "--state", path("state")));
            assertSaid("It extends the head of 13 leaves that this bank saw before.");
            assertEquals(0, verify(server, "--state", path("state")));
            assertSaid("It extends the head of 16 leaves that this bank saw before.");
        }
    }

    @Test
    void two_histories_of_one_size_are_evidence_that_the_ledger_takes() throws IOException {
        remember(size);
        TestLog other = rewritten();
        try (FeedServer server = new FeedServer(other, size)) {
            assertEquals(1, verify(server, "--state", path("state")));
            assertSaid("TWO_HISTORIES two roots at 13 leaves, both signed; evidence in ");
        }
        assertContradiction(".equivocation", log.note(size), other.note(size));
    }

    @Test
    void a_longer_log_that_does_not_extend_the_one_seen_is_two_histories() throws IOException {
        remember(size);
        TestLog other = rewritten();
        long later = other.appendBatch(4);
        try (FeedServer server = new FeedServer(other, later)) {
            assertEquals(1, verify(server, "--state", path("state")));
            assertSaid("TWO_HISTORIES the log of 18 leaves does not extend the one of 13");
        }
        assertContradiction(".fork", log.note(size), other.note(later));
        assertEquals(1, verifyHonestAfterwards(), "what was remembered is still the first history");
    }

    @Test
    void a_newer_head_in_a_folder_proves_no_extension_without_a_peer() throws IOException {
        remember(size);
        size = log.appendBatch(2);
        keep();
        assertEquals(1, run("verify", path("kept"), "--vkey", log.vkey().toText(), "--state", path("state")));
        assertSaid("NOT_PROVED nothing here shows that the log of 16 leaves extends the one of 13");
    }

    @Test
    void a_state_of_another_key_or_spoilt_is_no_state() throws IOException {
        remember(size);
        Path seen;
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            seen = files.findFirst().orElseThrow();
        }
        Files.writeString(seen, Files.readString(seen).replace("size 11", "size eleven"));
        try (FeedServer server = new FeedServer(log, size)) {
            assertEquals(2, verify(server, "--state", path("state")));
            assertTrue(err.toString().contains("is not what this bank saw"), err.toString());
        }
    }

    @Test
    void a_url_without_a_token_or_beside_files_is_wrong_usage() {
        assertEquals(2, run("verify", "http://127.0.0.1:1", "--vkey", log.vkey().toText()));
        assertEquals(
                2,
                run(
                        "verify",
                        "http://127.0.0.1:1",
                        "x",
                        "--token",
                        "t",
                        "--vkey",
                        log.vkey().toText()));
    }

    private TestLog rewritten() {
        TestLog other = new TestLog("log", "bank-x");
        other.appendBatch(5);
        other.appendBatch(6);
        return other;
    }

    private int verifyHonestAfterwards() throws IOException {
        try (FeedServer server = new FeedServer(log, size)) {
            assertEquals(0, verify(server, "--state", path("state")));
        }
        TestLog other = rewritten();
        try (FeedServer server = new FeedServer(other, size)) {
            return verify(server, "--state", path("state"));
        }
    }

    private void remember(long treeSize) throws IOException {
        try (FeedServer server = new FeedServer(log, treeSize)) {
            assertEquals(0, verify(server, "--state", path("state")));
            assertSaid("This bank looked for the first time");
        }
    }

    private void keep() throws IOException {
        try (FeedServer server = new FeedServer(log, size)) {
            assertEquals(0, verify(server, "--save", path("kept")));
        }
    }

    private void assertContradiction(String ending, SignedNote before, SignedNote now) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state/evidence"))) {
            Path file = files.findFirst().orElseThrow();
            assertTrue(file.toString().endsWith(ending), file.toString());
            Equivocation pair = Equivocation.parse(Files.readString(file));
            VerifierKey key = log.vkey();
            assertTrue(pair.one().isSignedBy(key) && pair.other().isSignedBy(key));
            assertEquals(new Equivocation(before, now), pair);
        }
    }

    private static String altered(String bundle) {
        Map<String, String> lines = new LinkedHashMap<>();
        BundleCases.all().forEach((name, made) -> lines.put(name, made.bundle()));
        String raised = String.valueOf(lines.get("amount-raised"));
        String extra = raised.lines().skip(1).findFirst().orElseThrow();
        return bundle.replaceFirst("(?m)^extra .*$", extra);
    }

    private void assertSaid(String text) {
        assertTrue(out.toString().contains(text), out.toString());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int verify(FeedServer server, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                server.uri().toString(),
                "--token",
                FeedServer.TOKEN,
                "--vkey",
                log.vkey().toText()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return VerifierMain.commandLine(InstantSource.system())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
