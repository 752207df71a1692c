package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** A log of numbered leaves, kept whole in memory; proofs by the definition of RFC 9162, 2.1.4.1. */
final class GrowingLog {
    private final SigningKey key;
    private final List<Hash> leaves = new ArrayList<>();

    /** A log of {@code size} leaves, each the hash of {@code seed} and its index. */
    GrowingLog(SigningKey key, String seed, int size) {
        this.key = key;
        for (int i = 0; i < size; i++) {
            leaves.add(TreeHash.leaf((seed + i).getBytes(UTF_8)));
        }
    }

    static SigningKey newKey(String origin) {
        return SigningKey.generate(origin, new SecureRandom());
    }

    String note(int size) {
        return sign(size, key);
    }

    String sign(int size, SigningKey by) {
        Hash root = MerkleTree.root(leaves.subList(0, size));
        return SignedNote.sign(new Checkpoint(key.verifierKey().name(), size, root).toBody(), by)
                .toText();
    }

    List<Hash> proof(int oldSize, int size) {
        List<Hash> path = new ArrayList<>();
        subproof(oldSize, leaves.subList(0, size), true, path);
        return path;
    }

    private static void subproof(int m, List<Hash> tree, boolean whole, List<Hash> path) {
        int n = tree.size();
        if (m == n) {
            if (!whole) {
                path.add(MerkleTree.root(tree));
            }
            return;
        }
        int k = Integer.highestOneBit(n - 1);
        if (m <= k) {
            subproof(m, tree.subList(0, k), whole, path);
            path.add(MerkleTree.root(tree.subList(k, n)));
        } else {
            subproof(m - k, tree.subList(k, n), false, path);
            path.add(MerkleTree.root(tree.subList(0, k)));
        }
    }
}
