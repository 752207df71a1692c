package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * What an operator, or a thief of its key, would do to change the past: build the whole log again with one leaf
 * exchanged, sign its head with the real key, and anchor it with the best consistency proof that the new tree gives.
 */
final class RewrittenLog {
    private final SigningKey key;
    private final List<Hash> leaves;

    private RewrittenLog(SigningKey key, List<Hash> leaves) {
        this.key = key;
        this.leaves = leaves;
    }

    /** Reads all entries, as anyone can, and exchanges one. */
    static RewrittenLog of(Path signingKeyFile, ServiceClient log, long treeSize, long exchangedIndex) {
        try {
            var key = SigningKey.parse(
                    Files.readString(signingKeyFile, StandardCharsets.UTF_8).strip());
            var leaves = new ArrayList<Hash>();
            for (var bundle = 0L; bundle * 256 < treeSize; bundle++) {
                var width = (int) Math.min(256, treeSize - bundle * 256);
                EntryBundle.decode(log.get(EntryBundle.path(bundle, width)), width)
                        .forEach(entry -> leaves.add(TreeHash.leaf(entry)));
            }
            leaves.set(Math.toIntExact(exchangedIndex), TreeHash.leaf("another leaf".getBytes(StandardCharsets.UTF_8)));
            return new RewrittenLog(key, leaves);
        } catch (IOException e) {
            throw new DemoFailedException("cannot read the log's key", e);
        }
    }

    /** Tries to anchor the rewritten log as the next head, one leaf longer than the anchored one. */
    SubmitOutcome anchorAsNextHead(LedgerProfile operator) {
        var anchoredSize = leaves.size();
        var longer = new ArrayList<>(leaves);
        longer.add(TreeHash.leaf("one more".getBytes(StandardCharsets.UTF_8)));
        var tiles = new ForgedTiles(longer);
        var proof = new TileProofs(tiles).consistency(anchoredSize, longer.size());
        return anchor(operator, longer, anchoredSize, proof.path());
    }

    /** Tries to anchor the rewritten log in place of the anchored head of the same size. */
    SubmitOutcome anchorInPlace(LedgerProfile operator) {
        return anchor(operator, leaves, leaves.size(), List.of());
    }

    private SubmitOutcome anchor(LedgerProfile operator, List<Hash> tree, long oldSize, List<Hash> proof) {
        var appender = TileAppender.empty();
        tree.forEach(appender::append);
        var checkpoint = new Checkpoint(key.verifierKey().name(), tree.size(), appender.root());
        var note = SignedNote.sign(checkpoint.toBody(), key);
        try (var ledger = AnchorLedger.connect(operator)) {
            return ledger.anchor(note.toText(), oldSize, proof);
        }
    }
}
