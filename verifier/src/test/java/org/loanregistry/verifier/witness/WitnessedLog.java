package org.loanregistry.verifier.witness;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** A log with a key that it may misuse: branches of one key share the leaves before their fork and none after it. */
final class WitnessedLog {
    static final String ORIGIN = "registry.example/loans/registry/1/records";

    private final SigningKey key;
    private final List<Hash> leaves;

    private WitnessedLog(SigningKey key, List<Hash> leaves) {
        this.key = key;
        this.leaves = List.copyOf(leaves);
    }

    /** A log of this name with a new key. */
    static WitnessedLog of(String origin, int size) {
        return new WitnessedLog(SigningKey.generate(origin, new SecureRandom()), List.of()).plus(size, 0);
    }

    static WitnessedLog of(int size) {
        return of(ORIGIN, size);
    }

    /** This log with more leaves, those of a branch. */
    WitnessedLog plus(int count, int branch) {
        List<Hash> more = new ArrayList<>(leaves);
        for (int i = 0; i < count; i++) {
            more.add(TreeHash.leaf(
                    ByteBuffer.allocate(8).putInt(branch).putInt(more.size()).array()));
        }
        return new WitnessedLog(key, more);
    }

    /** The same key over a tree of the same size that has other leaves from {@code at} on. */
    WitnessedLog forked(int at) {
        return new WitnessedLog(key, leaves.subList(0, at)).plus(leaves.size() - at, 1);
    }

    VerifierKey vkey() {
        return key.verifierKey();
    }

    LogKeys keys() {
        return new LogKeys(List.of(vkey()));
    }

    int size() {
        return leaves.size();
    }

    Hash root(int size) {
        return MerkleTree.root(leaves.subList(0, size));
    }

    SignedNote note(int size) {
        return SignedNote.sign(new Checkpoint(vkey().name(), size, root(size)).toBody(), key);
    }

    /** The honest request from one size to another. */
    AddCheckpoint request(int oldSize, int newSize) {
        return new AddCheckpoint(oldSize, proof(oldSize, newSize), note(newSize));
    }

    List<Hash> proof(int oldSize, int newSize) {
        return oldSize == 0 || oldSize >= newSize
                ? List.of()
                : new TileProofs(address -> tile(address.level(), address.index(), address.width()))
                        .consistency(oldSize, newSize)
                        .path();
    }

    private byte[] tile(int level, long index, int width) {
        int first = Math.toIntExact(index << (8 * (level + 1)));
        int step = 1 << (8 * level);
        byte[] hashes = new byte[width * Hash.LENGTH];
        for (int i = 0; i < width; i++) {
            MerkleTree.root(leaves.subList(first + i * step, first + (i + 1) * step))
                    .copyTo(hashes, i * Hash.LENGTH);
        }
        return hashes;
    }
}
