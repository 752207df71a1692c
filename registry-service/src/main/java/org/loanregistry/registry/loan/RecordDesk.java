package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.log.BatchReceipts;
import org.loanregistry.registry.log.LeafQueue;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.NewLeaf;
import org.loanregistry.registry.log.ReceiptDesk;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** What contracts and repayments have in common when they are recorded: stamp, record key, commitment, leaf, receipt. */
@Singleton
final class RecordDesk {
    private final RecordSchemas schemas;
    private final LeafQueue queue;
    private final ReceiptDesk receipts;
    private final RecordKeySeal seal;
    private final InstantSource clock;
    private final RecordIds ids;

    RecordDesk(
            RecordSchemas schemas,
            LeafQueue queue,
            ReceiptDesk receipts,
            FieldSealer sealer,
            SecureRandom random,
            InstantSource clock,
            RecordIds ids) {
        this.schemas = schemas;
        this.queue = queue;
        this.receipts = receipts;
        this.seal = new RecordKeySeal(sealer, random);
        this.clock = clock;
        this.ids = ids;
    }

    /** A row with its leaf, ready to be written. */
    record Committed<T>(SealedRecord<T> sealed, NewLeaf leaf) {}

    RecordKeySeal seal() {
        return seal;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The stamp of a first version. */
    Stamp stamp(Borrower borrower, Caller caller, SortedSet<Flag> flags, Instant now) {
        return new Stamp(
                ids.next(), 1, borrower.subjectId(), Hash.of(borrower.key().kid()), flags, caller.toText(), now);
    }

    /** Draws the record key and commits to the values; the record goes to the feeds of these lenders. */
    <T> Committed<T> commit(
            T row,
            Stamp stamp,
            int schemaId,
            Map<Integer, FieldValue> values,
            Borrower borrower,
            Collection<String> feeds) {
        RecordKey key = seal.draw();
        var commitment = RecordCommitment.of(
                schemas.require(schemaId),
                key,
                stamp.rowVersion(),
                stamp.recordedAt().getEpochSecond(),
                values);
        byte[] sealed = seal.seal(borrower.key(), table(schemaId), stamp, key);
        return new Committed<>(
                new SealedRecord<>(row, sealed, commitment.leafHash()),
                new NewLeaf(stamp.recordId(), commitment.leafData(), Set.copyOf(feeds)));
    }

    static String table(int schemaId) {
        return switch (schemaId) {
            case RecordValues.CONTRACT, RecordValues.PRODUCT_CONTRACT -> "contract";
            case RecordValues.REPAYMENT -> "repayment";
            case RecordValues.EVENT -> "loan_event";
            default -> throw new IllegalArgumentException("no table of schema " + schemaId);
        };
    }

    /** The receipt of what goes to the log by other ways than {@link #queue}. */
    <T> BatchReceipts receipt(Transaction tx, List<Committed<T>> committed) {
        return receipts.issue(
                tx,
                LogName.RECORDS,
                committed.stream().map(one -> one.sealed().leafHash()).toList());
    }

    /** Queues the leaves for the log and issues the receipt of all of them, at least one. */
    <T> BatchReceipts queue(Transaction tx, List<Committed<T>> committed) {
        queue.append(
                tx, LogName.RECORDS, committed.stream().map(Committed::leaf).toList());
        return receipt(tx, committed);
    }
}
