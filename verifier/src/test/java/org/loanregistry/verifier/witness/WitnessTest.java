package org.loanregistry.verifier.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.CosigningKey;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** What a witness cosigns, and what it refuses with which answer. */
final class WitnessTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final CosigningKey KEY = CosigningKey.generate("BankA/witness", new SecureRandom());

    @TempDir
    Path home;

    private final List<String> journal = new ArrayList<>();
    private final WitnessedLog log = WitnessedLog.of(40);

    private Witness witness() {
        return new Witness(
                HeadStore.open(home.resolve("heads")),
                new Evidence(home.resolve("evidence")),
                KEY,
                () -> NOW,
                journal::add);
    }

    private static void assertCosigned(SignedNote note, Answer answer) {
        Answer.Cosigned cosigned = assertInstanceOf(Answer.Cosigned.class, answer);
        assertEquals(OptionalLong.of(NOW.getEpochSecond()), KEY.cosignerKey().cosignedAt(note.body(), cosigned.line()));
    }

    private static void assertInconsistent(Answer answer) {
        assertInstanceOf(Answer.Inconsistent.class, answer);
    }

    @Test
    void the_first_head_of_a_log_is_believed_and_every_next_one_must_extend_the_one_before() {
        Witness witness = witness();
        for (int[] step : new int[][] {{0, 7}, {7, 8}, {8, 8}, {8, 40}, {40, 40}}) {
            assertCosigned(log.note(step[1]), witness.add(log.request(step[0], step[1]), log.keys()));
        }
    }

    @Test
    void another_old_size_than_the_cosigned_one_is_told_the_right_one_and_nothing_else() {
        Witness witness = witness();
        witness.add(log.request(0, 7), log.keys());
        for (int old : List.of(0, 6, 8)) {
            assertEquals(new Answer.OtherSize(7), witness.add(log.request(old, 40), log.keys()));
        }
    }

    @Test
    void an_old_size_above_the_checkpoints_is_no_request() {
        Witness witness = witness();
        witness.add(log.request(0, 20), log.keys());
        assertInstanceOf(Answer.Malformed.class, witness.add(log.request(20, 7), log.keys()));
    }

    @Test
    void a_proof_that_proves_nothing_is_refused() {
        Witness witness = witness();
        witness.add(log.request(0, 7), log.keys());
        List<Hash> proof = log.proof(7, 20);
        assertInconsistent(witness.add(new AddCheckpoint(7, List.of(), log.note(20)), log.keys()));
        assertInconsistent(witness.add(new AddCheckpoint(7, proof.subList(1, proof.size()), log.note(20)), log.keys()));
        assertInconsistent(witness.add(new AddCheckpoint(7, proof.reversed(), log.note(20)), log.keys()));
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(log.root(3));
        assertInconsistent(witness.add(new AddCheckpoint(7, longer, log.note(20)), log.keys()));
        assertCosigned(log.note(20), witness.add(log.request(7, 20), log.keys()));
    }

    @Test
    void a_proof_from_the_empty_tree_is_refused_and_so_is_an_empty_tree_with_a_root() {
        Witness witness = witness();
        assertInconsistent(witness.add(new AddCheckpoint(0, log.proof(7, 20), log.note(20)), log.keys()));
        assertCosigned(log.note(0), witness.add(log.request(0, 0), log.keys()));
        assertEquals(TreeHash.emptyRoot(), log.root(0));
    }

    @Test
    void two_trees_of_one_size_are_refused_and_kept_as_evidence_that_anybody_can_check() throws IOException {
        Witness witness = witness();
        WitnessedLog fork = log.forked(3);
        witness.add(log.request(0, 20), log.keys());
        assertInconsistent(witness.add(fork.request(20, 20), log.keys()));
        assertTrue(journal.getFirst().contains("signed two trees of size 20"), journal::toString);
        try (Stream<Path> files = Files.list(home.resolve("evidence"))) {
            assertEquals(
                    log.note(20).toText() + "\n" + fork.note(20).toText(),
                    Files.readString(files.findFirst().orElseThrow()));
        }
    }

    @Test
    void a_fork_is_refused_at_every_size() {
        Witness witness = witness();
        WitnessedLog fork = log.forked(3);
        witness.add(log.request(0, 20), log.keys());
        for (int size = 20; size <= 40; size++) {
            assertInconsistent(witness.add(fork.request(20, size), log.keys()));
        }
    }

    @Test
    void a_checkpoint_of_another_key_is_not_signed() {
        WitnessedLog thief = WitnessedLog.of(40);
        assertEquals(new Answer.NotSigned(), witness().add(thief.request(0, 7), log.keys()));
        SignedNote spoilt = new SignedNote(log.note(7).body(), log.note(8).signatures());
        assertEquals(new Answer.NotSigned(), witness().add(new AddCheckpoint(0, List.of(), spoilt), log.keys()));
    }

    @Test
    void while_a_key_is_replaced_either_signs() {
        WitnessedLog next = WitnessedLog.of(40);
        LogKeys both = new LogKeys(List.of(log.vkey(), next.vkey()));
        Witness witness = witness();
        assertCosigned(log.note(7), witness.add(log.request(0, 7), both));
        assertCosigned(next.note(9), witness.add(next.request(7, 9), both));
    }

    @Test
    void what_was_cosigned_is_remembered_by_the_next_process() {
        witness().add(log.request(0, 20), log.keys());
        Witness next = witness();
        assertEquals(new Answer.OtherSize(20), next.add(log.request(0, 7), log.keys()));
        assertInconsistent(next.add(log.forked(3).request(20, 20), log.keys()));
        assertCosigned(log.note(21), next.add(log.request(20, 21), log.keys()));
    }

    @Test
    void each_log_has_a_head_of_its_own() {
        WitnessedLog other = WitnessedLog.of("registry.example/loans/registry/1/access", 5);
        Witness witness = witness();
        assertCosigned(log.note(7), witness.add(log.request(0, 7), log.keys()));
        assertCosigned(other.note(5), witness.add(other.request(0, 5), other.keys()));
        assertCosigned(log.note(8), witness.add(log.request(7, 8), log.keys()));
    }

    @Test
    void a_head_that_cannot_be_written_is_not_cosigned_nor_is_anything_after_it() throws IOException {
        Witness witness = witness();
        witness.add(log.request(0, 7), log.keys());
        try (Stream<Path> files = Files.list(home.resolve("heads"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(home.resolve("heads"));
        assertThrows(UncheckedIOException.class, () -> witness.add(log.request(7, 8), log.keys()));
        assertThrows(IllegalStateException.class, () -> witness.add(log.request(7, 8), log.keys()));
    }

    @Test
    void a_half_written_head_is_thrown_away_and_a_spoilt_one_stops_the_start() throws IOException {
        witness().add(log.request(0, 7), log.keys());
        Path head;
        try (Stream<Path> files = Files.list(home.resolve("heads"))) {
            head = files.findFirst().orElseThrow();
        }
        Files.writeString(head.resolveSibling(head.getFileName() + ".new"), "loanreg wit");
        assertEquals(new Answer.OtherSize(7), witness().add(log.request(0, 8), log.keys()));
        String whole = Files.readString(head);
        for (String spoilt : List.of("", whole.substring(0, whole.length() / 2), whole.replace("v1", "v2"))) {
            Files.writeString(head, spoilt);
            assertThrows(IllegalStateException.class, this::witness, spoilt);
        }
        Files.writeString(head, whole);
        Files.copy(head, head.resolveSibling("00.head"));
        IllegalStateException refused = assertThrows(IllegalStateException.class, this::witness);
        assertTrue(String.valueOf(refused.getMessage()).contains("of another log"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_sequence_of_requests_gets_two_roots_of_one_size_or_a_smaller_tree_cosigned(long seed) {
        Random random = new Random(seed);
        List<WitnessedLog> branches = List.of(log, log.forked(3), log.forked(17), log.forked(39));
        Map<Integer, Hash> cosigned = new HashMap<>();
        int largest = 0;
        Witness witness = witness();
        for (int i = 0; i < 400; i++) {
            WitnessedLog branch = branches.get(random.nextInt(branches.size()));
            int oldSize = random.nextInt(4) == 0 ? random.nextInt(41) : largest;
            int newSize = Math.min(40, oldSize + random.nextInt(4));
            if (witness.add(branch.request(oldSize, newSize), log.keys()) instanceof Answer.Cosigned) {
                assertTrue(newSize >= largest, "a smaller tree");
                largest = newSize;
                Hash root = branch.root(newSize);
                assertEquals(root, cosigned.getOrDefault(newSize, root), "another root of size " + newSize);
                cosigned.put(newSize, root);
            }
            if (random.nextInt(20) == 0) {
                witness = witness();
            }
        }
        assertTrue(largest > 0);
    }

    /** The peer's side of a comparison. */
    private record Peer(WitnessedLog log, List<Integer> sizes) implements OwnLedger {
        @Override
        public List<LogRegistration> logs() {
            return List.of();
        }

        @Override
        public Optional<AnchoredCheckpoint> head(String origin) {
            return sizes.isEmpty() ? Optional.empty() : Optional.of(anchored(sizes.getLast()));
        }

        @Override
        public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
            return sizes.stream().filter(size -> size >= treeSize).findFirst().map(this::anchored);
        }

        private AnchoredCheckpoint anchored(int size) {
            return new AnchoredCheckpoint(NOW.getEpochSecond(), "ab".repeat(32), log.note(size));
        }
    }

    private static Optional<String> compare(Witness witness, Peer peer) {
        return witness.compare(peer.head("").orElseThrow(), peer);
    }

    @Test
    void a_new_witness_starts_from_the_head_of_its_own_peer() {
        Witness witness = witness();
        assertEquals(Optional.empty(), compare(witness, new Peer(log, List.of(7, 20))));
        assertEquals(new Answer.OtherSize(20), witness.add(log.request(0, 7), log.keys()));
        assertCosigned(log.note(21), witness.add(log.request(20, 21), log.keys()));
    }

    @Test
    void a_witness_that_was_away_goes_on_from_the_peers_head_that_extends_its_own() {
        Witness witness = witness();
        witness.add(log.request(0, 7), log.keys());
        assertEquals(Optional.empty(), compare(witness, new Peer(log, List.of(7, 20))));
        assertEquals(new Answer.OtherSize(20), witness.add(log.request(7, 40), log.keys()));
    }

    @Test
    void a_cosigned_head_that_is_not_anchored_yet_stays() {
        Witness witness = witness();
        witness.add(log.request(0, 20), log.keys());
        assertEquals(Optional.empty(), compare(witness, new Peer(log, List.of(7))));
        assertEquals(new Answer.OtherSize(20), witness.add(log.request(7, 40), log.keys()));
    }

    @Test
    void a_head_of_a_size_that_was_never_anchored_stays_too() {
        Witness witness = witness();
        witness.add(log.request(0, 10), log.keys());
        assertEquals(Optional.empty(), compare(witness, new Peer(log, List.of(7, 20))));
        assertEquals(new Answer.OtherSize(10), witness.add(log.request(20, 40), log.keys()));
    }

    @Test
    void a_peer_with_another_tree_of_the_cosigned_size_contradicts() {
        Witness witness = witness();
        witness.add(log.request(0, 20), log.keys());
        for (List<Integer> sizes : List.of(List.of(20), List.of(7, 20, 40))) {
            String why = compare(witness, new Peer(log.forked(3), sizes)).orElseThrow();
            assertTrue(why.contains("at size 20"), why);
        }
    }
}
