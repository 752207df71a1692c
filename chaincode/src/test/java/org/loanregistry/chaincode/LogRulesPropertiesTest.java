package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;

/** Whatever is called, in whatever order: an anchored head never moves to a tree that does not extend it. */
class LogRulesPropertiesTest {
    private static final int LARGEST = 40;
    private static final int RUNS = 10;
    private static final int CALLS_A_RUN = 120;
    private static final List<TestLog> LOGS = logs();

    @Test
    void no_sequence_of_calls_rewrites_what_was_anchored() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.err.println("seed " + seed);
        RandomGenerator random = new Random(seed);
        int anchored = 0;
        for (int run = 0; run < RUNS; run++) {
            anchored += play(random);
        }
        assertTrue(anchored > 2 * RUNS, "only " + anchored + " heads were anchored: the property says nothing");
    }

    private static int play(RandomGenerator random) {
        MemoryState state = new MemoryState();
        LogRules rules = new LogRules(state);
        Banks.register(state, TestLog.KEY.verifierKey(), Banks.noWitnesses());
        NavigableMap<Long, String> answers = new TreeMap<>();
        for (int i = 0; i < CALLS_A_RUN; i++) {
            TestLog log = LOGS.get(random.nextInt(LOGS.size()));
            int size = random.nextInt(LARGEST + 1);
            String note = log.note(size);
            Optional<String> answer = call(new AnchorRules(state), random, answers, log, size);
            Map<StateKey, String> written = state.written();
            answer.ifPresent(text -> judge(answers, text, note, written));
            if (answer.isEmpty()) {
                assertTrue(written.isEmpty(), "a refused call wrote");
            }
            state.commit();
        }
        answers.forEach(
                (known, text) -> assertEquals(text, rules.checkpointAtOrAfter(TestLog.ORIGIN, Long.toString(known))));
        assertExtendEachOther(answers);
        assertEquals(answers.isEmpty() ? "" : answers.lastEntry().getValue(), head(rules));
        return answers.size();
    }

    private static Optional<String> call(
            AnchorRules rules, RandomGenerator random, NavigableMap<Long, String> answers, TestLog log, int size) {
        long head = answers.isEmpty() ? 0 : answers.lastKey();
        int oldSize = random.nextInt(4) == 0 ? random.nextInt(LARGEST + 1) : Math.toIntExact(head);
        TestLog prover = random.nextInt(4) == 0 ? LOGS.get(random.nextInt(LOGS.size())) : log;
        List<String> proof = new ArrayList<>(prover.proof(oldSize, size));
        if (!proof.isEmpty() && random.nextInt(8) == 0) {
            proof.remove(random.nextInt(proof.size()));
        }
        try {
            return Optional.of(rules.anchor(log.note(size), Integer.toString(oldSize), proof));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static void judge(
            NavigableMap<Long, String> answers, String text, String note, Map<StateKey, String> written) {
        AnchoredCheckpoint anchored = AnchoredCheckpoint.parse(text);
        assertEquals(note, anchored.note().toText());
        Checkpoint checkpoint = anchored.checkpoint();
        String before = answers.putIfAbsent(checkpoint.treeSize(), text);
        if (before != null) {
            assertEquals(before, text, "a repeated note is answered as the first time");
            assertTrue(written.isEmpty(), "a repeated note wrote");
        } else {
            assertEquals(answers.lastKey(), checkpoint.treeSize(), "the head grew");
        }
    }

    /** Some one log holds every anchored root; the logs are forks of each other, so no other way is left. */
    private static void assertExtendEachOther(NavigableMap<Long, String> answers) {
        boolean oneHistory = LOGS.stream()
                .anyMatch(log -> answers.entrySet().stream().allMatch(entry -> {
                    int size = Math.toIntExact(entry.getKey());
                    return AnchoredCheckpoint.parse(entry.getValue())
                            .checkpoint()
                            .root()
                            .equals(log.root(size));
                }));
        assertTrue(oneHistory, "anchored sizes " + answers.keySet());
    }

    private static String head(LogRules rules) {
        try {
            return rules.head(TestLog.ORIGIN);
        } catch (Refusal refusal) {
            return "";
        }
    }

    private static List<TestLog> logs() {
        return List.of(
                TestLog.of(LARGEST),
                TestLog.of(LARGEST, 0, 1),
                TestLog.of(LARGEST, 5, 2),
                TestLog.of(LARGEST, 16, 3),
                TestLog.of(LARGEST, 39, 4));
    }
}
