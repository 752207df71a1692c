package org.loanregistry.transparency.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.TlogVectors;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** Checkpoints, anchored checkpoints and receipts: one form each, anything else refused. */
class NoteBodiesTest {
    private static final Hash ROOT = TreeHash.emptyRoot();
    private static final String TX = "0123456789abcdef".repeat(4);
    private static final String CHECKPOINT = "registry.example/loans\n12\n" + ROOT.toBase64() + "\n";
    private static final String ANCHORED =
            "loanreg anchored checkpoint v1\ntime 1700000000\ntx " + TX + "\n\n" + TlogVectors.note();
    private static final String RECEIPT = """
            loanreg receipt v1
            registry.example/loans
            issued 1700000000
            deadline 1700000060
            events 3
            %s
            batch 00112233445566778899aabbccddeeff
            """.formatted(ROOT.toBase64());

    @Test
    void each_is_printed_as_it_was_read() {
        assertEquals(CHECKPOINT, Checkpoint.parse(CHECKPOINT).toBody());
        assertEquals(ANCHORED, AnchoredCheckpoint.parse(ANCHORED).toText());
        assertEquals(RECEIPT, BatchReceipt.parse(RECEIPT).toBody());
    }

    @Test
    void each_holds_what_it_says() {
        assertEquals(new Checkpoint("registry.example/loans", 12, ROOT), Checkpoint.parse(CHECKPOINT));
        AnchoredCheckpoint anchored = AnchoredCheckpoint.parse(ANCHORED);
        assertEquals(1_700_000_000, anchored.epochSeconds());
        assertEquals(TX, anchored.transactionId());
        assertEquals(TlogVectors.SIZE, anchored.checkpoint().treeSize());
        BatchReceipt receipt = BatchReceipt.parse(RECEIPT);
        assertEquals(
                new BatchReceipt("registry.example/loans", 1_700_000_000, 1_700_000_060, 3, ROOT, receipt.batchId()),
                receipt);
    }

    @ParameterizedTest
    @MethodSource("malformedCheckpoints")
    void any_other_checkpoint_is_refused(String body) {
        assertThrows(NoteFormatException.class, () -> Checkpoint.parse(body));
    }

    static List<String> malformedCheckpoints() {
        return List.of(
                "",
                CHECKPOINT.stripTrailing(),
                CHECKPOINT + "extension\n",
                CHECKPOINT + "\n",
                CHECKPOINT.replace("\n12\n", "\n012\n"),
                CHECKPOINT.replace("\n12\n", "\n+12\n"),
                CHECKPOINT.replace("\n12\n", "\n-12\n"),
                CHECKPOINT.replace("\n12\n", "\n\n"),
                CHECKPOINT.replace("\n12\n", "\n9223372036854775808\n"),
                CHECKPOINT.replace("\n12\n", "\n\u0661\u0662\n"),
                CHECKPOINT.replace("/", " "),
                CHECKPOINT.replace("/", "+"),
                CHECKPOINT.replace("/", "\t"),
                CHECKPOINT.replace("=\n", "\n"),
                CHECKPOINT.replace("U=\n", "V=\n"),
                CHECKPOINT.replace("\n", "\r\n"),
                "\n12\n" + ROOT.toBase64() + "\n");
    }

    @ParameterizedTest
    @MethodSource("malformedAnchored")
    void any_other_anchored_checkpoint_is_refused(String text) {
        assertThrows(NoteFormatException.class, () -> AnchoredCheckpoint.parse(text));
    }

    static List<String> malformedAnchored() {
        return List.of(
                "",
                TlogVectors.note(),
                ANCHORED.replace(" v1", " v2"),
                ANCHORED.replace("time ", "time  "),
                ANCHORED.replace("time 17", "time 017"),
                ANCHORED.replace("time 17", "time -17"),
                ANCHORED.replace("tx " + TX, "tx " + TX.substring(1)),
                ANCHORED.replace("abcdef", "ABCDEF"),
                ANCHORED.replace("tx ", "more\ntx "),
                ANCHORED.replace("\n70000\n", "\n70000\nextension\n"),
                ANCHORED.replace("\n\nregistry", "\nregistry"),
                ANCHORED + "trailing");
    }

    @ParameterizedTest
    @MethodSource("malformedReceipts")
    void any_other_receipt_is_refused(String body) {
        assertThrows(NoteFormatException.class, () -> BatchReceipt.parse(body));
    }

    static List<String> malformedReceipts() {
        return List.of(
                "",
                CHECKPOINT,
                RECEIPT.stripTrailing(),
                RECEIPT + "more\n",
                RECEIPT.replace(" v1", " v2"),
                RECEIPT.replace("registry.example", "registry example"),
                RECEIPT.replace("issued 17", "issued 18"),
                RECEIPT.replace("issued ", "issued"),
                RECEIPT.replace("events 3", "events 0"),
                RECEIPT.replace("events 3", "events 03"),
                RECEIPT.replace("batch 0011", "batch 011"),
                RECEIPT.replace("aabb", "AABB"),
                RECEIPT.replace("U=\n", "V=\n"));
    }

    @Test
    void no_receipt_is_a_checkpoint_and_no_checkpoint_a_receipt() {
        assertThrows(NoteFormatException.class, () -> Checkpoint.parse(RECEIPT));
        assertThrows(NoteFormatException.class, () -> BatchReceipt.parse(CHECKPOINT));
    }
}
