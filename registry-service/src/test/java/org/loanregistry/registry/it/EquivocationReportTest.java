package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.log.TestLedger;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** A bank reports with the verifier's own program that a log signed two trees of one size. */
class EquivocationReportTest {
    private static TestLedger ledger;

    private final SigningKey key =
            SigningKey.generate(TestLedger.host() + "/loans/registry/1/records", new SecureRandom());

    @TempDir
    private Path folder;

    @BeforeAll
    static void network() {
        ledger = TestLedger.running();
    }

    private SignedNote note(long size, int leaf) {
        Hash root = TreeHash.leaf(new byte[] {(byte) leaf});
        return SignedNote.sign(new Checkpoint(key.verifierKey().name(), size, root).toBody(), key);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("log.equivocation"), text);
    }

    private JavaProcess.Ended report(Path file) {
        return JavaProcess.run(
                folder.resolve("verifier.log"),
                JavaProcess.VERIFIER,
                "governance",
                "report-equivocation",
                file.toString(),
                "--peer",
                ledger.profile("BankC", "client").toString());
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("verifier.log"));
    }

    @Test
    void two_trees_of_one_size_freeze_the_log_and_a_second_report_is_answered_as_the_first() throws IOException {
        ledger.register(key.verifierKey());
        var file = file(note(5, 1).toText() + "\n" + note(5, 2).toText());
        for (int time = 1; time <= 2; time++) {
            var run = report(file);
            assertEquals(0, run.exitStatus(), run.output() + said());
            assertTrue(run.output().startsWith("FROZEN " + key.verifierKey().name()), run.output());
        }
    }

    @Test
    void two_sizes_the_same_note_twice_and_a_log_that_nobody_registered_are_refused() throws IOException {
        var ofNobody = report(file(note(5, 1).toText() + "\n" + note(5, 2).toText()));
        assertEquals(1, ofNobody.exitStatus(), ofNobody.output() + said());
        assertTrue(ofNobody.output().startsWith("REFUSED UNKNOWN_LOG"), ofNobody.output());
        ledger.register(key.verifierKey());
        for (var other : new SignedNote[] {note(6, 2), note(5, 1)}) {
            var run = report(file(note(5, 1).toText() + "\n" + other.toText()));
            assertEquals(1, run.exitStatus(), run.output() + said());
            assertTrue(run.output().startsWith("REFUSED NO_EQUIVOCATION"), run.output());
        }
    }

    @Test
    void what_is_not_two_notes_is_not_sent() throws IOException {
        for (var text : new String[] {
            "", note(5, 1).toText(), note(5, 1).toText() + note(5, 2).toText(), "a\n\nb\n\nc\n\nd\n"
        }) {
            var run = report(file(text));
            assertEquals(2, run.exitStatus(), run.output());
            assertTrue(said().contains("log.equivocation: "), said());
        }
        assertEquals(2, report(folder.resolve("nothing")).exitStatus());
        assertTrue(said().contains("cannot read"), said());
    }
}
