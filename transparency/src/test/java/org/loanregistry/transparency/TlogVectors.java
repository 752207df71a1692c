package org.loanregistry.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** The golden log of vectors/tlog/vectors.txt: 70,000 leaves, checked there with the Go libraries. */
public final class TlogVectors {
    /** The size of the golden log. */
    public static final int SIZE = 70_000;

    private static final List<String> LINES =
            TestData.own("vectors/tlog/vectors.txt").lines().toList();

    private TlogVectors() {}

    /** Leaf i: H(salt || {"i":i}), the salt being the first 16 bytes of H("salt" || u64 i). */
    public static byte[] leafData(long leafIndex) {
        byte[] number = ByteBuffer.allocate(8).putLong(leafIndex).array();
        byte[] salt = Arrays.copyOf(Sha256.of("salt".getBytes(StandardCharsets.US_ASCII), number), 16);
        return Sha256.of(salt, ("{\"i\":" + leafIndex + "}").getBytes(StandardCharsets.US_ASCII));
    }

    /** The leaf hash of leaf i. */
    public static Hash leafHash(long leafIndex) {
        return TreeHash.leaf(leafData(leafIndex));
    }

    /** The lines that start with {@code prefix}; at least one. */
    public static List<String> lines(String prefix) {
        List<String> found =
                LINES.stream().filter(line -> line.startsWith(prefix)).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no line starts with " + prefix);
        }
        return found;
    }

    /** What follows {@code prefix} on its one line. */
    public static String value(String prefix) {
        return lines(prefix).getFirst().substring(prefix.length()).strip();
    }

    /** The hashes listed below the line that starts with {@code prefix}. */
    public static List<Hash> path(String prefix) {
        List<Hash> path = new ArrayList<>();
        int next = LINES.indexOf(lines(prefix).getFirst()) + 1;
        while (next < LINES.size() && LINES.get(next).startsWith("   ")) {
            path.add(Hash.parseBase64(LINES.get(next).strip()));
            next++;
        }
        return path;
    }

    /** The signed note of the golden checkpoint. */
    public static String note() {
        int start = LINES.indexOf("checkpoint:") + 1;
        int end = start;
        while (!LINES.get(end).startsWith("x/mod")) {
            end++;
        }
        return String.join("\n", LINES.subList(start, end)) + "\n";
    }
}
