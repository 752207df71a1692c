package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.note.BatchReceipt;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;

/** Promises in writing that recorded events will be in the log in time: one signature a batch, whatever its size. */
@Singleton
public final class ReceiptDesk {
    private static final int BATCH_ID_BYTES = 16;

    private final Settings settings;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReceiptStore store = new ReceiptStore();

    ReceiptDesk(Settings settings, SigningKeys keys, InstantSource clock, SecureRandom random) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** The receipt of at least one leaf hash, in the order of recording; kept with what the transaction records. */
    public BatchReceipts issue(Transaction tx, LogName log, List<Hash> leafHashes) {
        if (leafHashes.isEmpty()) {
            throw new IllegalArgumentException("a receipt of no event");
        }
        var tree = MerkleTree.of(leafHashes);
        var batchId = new byte[BATCH_ID_BYTES];
        random.nextBytes(batchId);
        var issued = clock.instant();
        var receipt = new BatchReceipt(
                settings.origin(log),
                issued.getEpochSecond(),
                issued.plus(settings.receiptDeadline()).getEpochSecond(),
                leafHashes.size(),
                tree.root(),
                HexFormat.of().formatHex(batchId));
        var note = SignedNote.sign(receipt.toBody(), keys.of(log)).toText();
        store.insert(tx, log, batchId, receipt, note);
        var events = IntStream.range(0, leafHashes.size())
                .mapToObj(index -> new EventReceipt(index, leafHashes.get(index), tree.inclusionPath(index)))
                .toList();
        return new BatchReceipts(note, events);
    }
}
