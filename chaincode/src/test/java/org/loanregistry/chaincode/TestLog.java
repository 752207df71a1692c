package org.loanregistry.chaincode;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** A log with a key: notes and proofs of every size up to its own. Two with different {@code fork} share no leaf past it. */
final class TestLog {
    static final String ORIGIN = "registry.example/loans/registry/1/records";
    static final SigningKey KEY = SigningKey.generate(ORIGIN, new SecureRandom());

    private final List<Hash> leaves = new ArrayList<>();

    private final Map<Integer, String> notes = new HashMap<>(); // signing is the slow part

    private final SigningKey key;

    private TestLog(SigningKey key) {
        this.key = key;
    }

    /** A log of {@code size} leaves; from {@code forkAt} on its leaves are those of branch {@code branch} only. */
    static TestLog of(int size, int forkAt, int branch) {
        TestLog log = new TestLog(KEY);
        for (int i = 0; i < size; i++) {
            int mark = i < forkAt ? 0 : branch;
            log.leaves.add(
                    TreeHash.leaf(ByteBuffer.allocate(8).putInt(mark).putInt(i).array()));
        }
        return log;
    }

    static TestLog of(int size) {
        return of(size, size, 0);
    }

    /** The same leaves in a log of another key, whose name is its origin. */
    TestLog under(SigningKey other) {
        TestLog log = new TestLog(other);
        log.leaves.addAll(leaves);
        return log;
    }

    Hash leaf(int index) {
        return leaves.get(index);
    }

    /** The path of a leaf in the tree of this size, as the contract takes it. */
    List<String> inclusion(int index, int size) {
        return new TileProofs(address -> tile(address.level(), address.index(), address.width()))
                .inclusion(index, size).path().stream().map(Hash::toBase64).toList();
    }

    Hash root(int size) {
        return MerkleTree.root(leaves.subList(0, size));
    }

    String body(int size) {
        return new Checkpoint(key.verifierKey().name(), size, root(size)).toBody();
    }

    String note(int size) {
        return notes.computeIfAbsent(
                size, wanted -> SignedNote.sign(body(wanted), key).toText());
    }

    /** The proof as the contract takes it; empty from size 0. */
    List<String> proof(int oldSize, int newSize) {
        if (oldSize == 0 || oldSize > newSize) {
            return List.of();
        }
        return new TileProofs(address -> tile(address.level(), address.index(), address.width()))
                .consistency(oldSize, newSize).path().stream()
                        .map(Hash::toBase64)
                        .toList();
    }

    private byte[] tile(int level, long index, int width) {
        int first = Math.toIntExact(index << (8 * (level + 1)));
        int last = Math.toIntExact(first + ((long) width << (8 * level)));
        byte[] hashes = new byte[width * Hash.LENGTH];
        int step = (last - first) / width;
        for (int i = 0; i < width; i++) {
            MerkleTree.root(leaves.subList(first + i * step, first + (i + 1) * step))
                    .copyTo(hashes, i * Hash.LENGTH);
        }
        return hashes;
    }
}
