package org.loanregistry.transparency.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.TestData;

/**
 * The inclusion and consistency cases of transparency-dev/merkle. Their subtree cases prove parts of a tree that starts
 * past leaf 0, which nothing here offers; those that start at 0 are ordinary proofs and are run too.
 */
class MerkleVectorsTest {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void every_inclusion_case_is_judged_as_published() {
        int[] counts = new int[2];
        for (Path file : TestData.jsonFiles(TestData.published("merkle/testdata/inclusion"))) {
            judge(file, counts, inclusion(TestData.read(file), "treeSize"));
        }
        assertEquals(6, counts[0], "accepted");
        assertEquals(92, counts[1], "refused");
    }

    @Test
    void every_consistency_case_is_judged_as_published() {
        int[] counts = new int[2];
        for (Path file : TestData.jsonFiles(TestData.published("merkle/testdata/consistency"))) {
            String json = TestData.read(file);
            judge(file, counts, consistency(json, "size1", "size2"));
        }
        assertEquals(5, counts[0], "accepted");
        assertEquals(93, counts[1], "refused, one of them for roots that are no hashes");
    }

    @Test
    void subtree_inclusion_cases_that_start_at_leaf_0_are_judged_as_published() {
        int[] counts = new int[2];
        for (Path file : TestData.jsonFiles(TestData.published("merkle/testdata/subtreeinclusion"))) {
            String json = TestData.read(file);
            if (number(json, "start").signum() == 0) {
                judge(file, counts, inclusion(json, "end"));
            }
        }
        assertEquals(6, counts[0], "accepted");
        assertEquals(95, counts[1], "refused");
    }

    @Test
    void subtree_consistency_cases_that_start_at_leaf_0_are_judged_as_published() {
        int[] counts = new int[2];
        for (Path file : TestData.jsonFiles(TestData.published("merkle/testdata/subtreeconsistency"))) {
            String json = TestData.read(file);
            if (number(json, "start").signum() == 0) {
                judge(file, counts, consistency(json, "end", "size"));
            }
        }
        assertEquals(5, counts[0], "accepted");
        assertEquals(97, counts[1], "refused, two of them for the empty subtree, one for roots that are no hashes");
    }

    private static void judge(Path file, int[] counts, boolean isValid) {
        String json = TestData.read(file);
        boolean wanted = json.contains("\"wantErr\": false") && !isOutsideOurTypes(json);
        assertEquals(wanted, isValid, file.toString());
        counts[wanted ? 0 : 1]++;
    }

    /** Published as accepted, but of equal roots that are no hashes ("don't care 2"), or of the empty subtree. */
    private static boolean isOutsideOurTypes(String json) {
        return json.contains("\"root1\": \"ZG9uJ3QgY2FyZSAy\"") || json.contains("\"end\": 0,");
    }

    /** A value that no hash or size can be never gets as far as a proof, which is a refusal too. */
    private static boolean inclusion(String json, String sizeName) {
        try {
            InclusionProof proof = new InclusionProof(size(json, "leafIdx"), size(json, sizeName), hashes(json));
            return proof.check(hash(json, "leafHash"), hash(json, "root")).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean consistency(String json, String oldSize, String newSize) {
        try {
            ConsistencyProof proof = new ConsistencyProof(size(json, oldSize), size(json, newSize), hashes(json));
            return proof.check(hash(json, "root1"), hash(json, "root2")).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long size(String json, String name) {
        BigInteger number = number(json, name);
        if (number.compareTo(LONG_MAX) > 0) {
            throw new IllegalArgumentException("past 2^63 - 1");
        }
        return number.longValueExact();
    }

    private static BigInteger number(String json, String name) {
        return new BigInteger(find(json, "\"" + name + "\": ([0-9]+)"));
    }

    private static Hash hash(String json, String name) {
        return Hash.parseBase64(find(json, "\"" + name + "\": \"([^\"]*)\""));
    }

    private static List<Hash> hashes(String json) {
        String array = find(json, "\"proof\": (null|\\[[^\\]]*\\])");
        List<Hash> hashes = new ArrayList<>();
        Matcher strings = Pattern.compile("\"([^\"]*)\"").matcher(array);
        while (strings.find()) {
            hashes.add(Hash.parseBase64(strings.group(1)));
        }
        return hashes;
    }

    private static String find(String json, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern);
        }
        return matcher.group(1);
    }
}
