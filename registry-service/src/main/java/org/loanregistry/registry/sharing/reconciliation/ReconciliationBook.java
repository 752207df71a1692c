package org.loanregistry.registry.sharing.reconciliation;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.OtherRecords;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.LeafQueue;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.NewLeaf;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.log.RegistryVault;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;

/** How a statement that both sides confirmed becomes a leaf of the log of records, in the caller's transaction and the bank's feed. */
@Singleton
final class ReconciliationBook implements OtherRecords {
    private static final int SCHEMA_ID = 1281;
    private static final String TABLE = "reconciliation_record";
    private static final String COLUMN = "sealed_record_key";

    private final RecordSchemas schemas;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final RecordIds ids;
    private final LeafQueue queue;
    private final ReconciliationStore store = new ReconciliationStore();

    ReconciliationBook(
            RecordSchemas schemas, RegistryVault vault, SecureRandom random, RecordIds ids, LeafQueue queue) {
        this.schemas = schemas;
        this.vault = vault;
        this.random = random;
        this.ids = ids;
        this.queue = queue;
    }

    /**
     * The record of a statement.
     *
     * @param confirmations of both sides, canonical JSON of docs/formats.md, section 19
     */
    record Entry(UUID recordId, long epochSeconds, String confirmations, Statement statement) {}

    /** Writes the record of a statement that both sides have confirmed, the last at that second. */
    void write(Transaction tx, Statement statement, long epochSeconds) {
        RecordKey key = RecordKey.random(random);
        byte[] plain = key.toBytes();
        try {
            var entry = new Entry(ids.next(), epochSeconds, text(statement.confirmations()), statement);
            var commitment = commitment(schemas, key, entry);
            byte[] sealed = vault.seal(TABLE, entry.recordId().toString(), COLUMN, plain);
            store.insert(tx, entry, sealed, commitment.leafHash());
            queue.append(
                    tx,
                    LogName.RECORDS,
                    List.of(new NewLeaf(entry.recordId(), commitment.leafData(), Set.of(statement.lender()))));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    static String text(List<Statement.Confirmation> confirmations) {
        return CanonicalJson.write(
                confirmations.stream().map(ReconciliationBook::tree).toList());
    }

    private static Map<String, Object> tree(Statement.Confirmation one) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("at", one.at().toString());
        tree.put("organisation", one.organisation());
        tree.put("party", one.party().name());
        return tree;
    }

    @Override
    public Map<UUID, Row> read(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, Row> rows = new HashMap<>();
        for (ReconciliationStore.SealedEntry one : store.entries(tx, recordIds)) {
            rows.put(one.entry().recordId(), new Row(one.leafHash(), contents(one)));
        }
        return rows;
    }

    private @Nullable RecordContents contents(ReconciliationStore.SealedEntry one) {
        Entry entry = one.entry();
        byte[] plain;
        try {
            plain = vault.open(TABLE, entry.recordId().toString(), COLUMN, one.sealedKey());
        } catch (VaultException e) {
            return null;
        }
        try {
            return new RecordContents(
                    entry.recordId(), SCHEMA_ID, 1, entry.epochSeconds(), RecordKey.of(plain), values(entry));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** How a statement becomes a leaf (reconciliation/1). */
    static RecordCommitment commitment(RecordSchemas schemas, RecordKey key, Entry entry) {
        return RecordCommitment.of(schemas.require(SCHEMA_ID), key, 1, entry.epochSeconds(), values(entry));
    }

    private static Map<Integer, FieldValue> values(Entry entry) {
        Statement one = entry.statement();
        Map<Integer, FieldValue> values = new HashMap<>();
        values.put(
                1,
                FieldValue.bytes(ByteBuffer.allocate(16)
                        .putLong(one.id().getMostSignificantBits())
                        .putLong(one.id().getLeastSignificantBits())
                        .array()));
        values.put(2, FieldValue.text(one.lender()));
        values.put(3, FieldValue.text(one.asOf().toString()));
        values.put(4, FieldValue.bytes(one.fileHash().toBytes()));
        values.put(5, FieldValue.integer(one.positions()));
        values.put(6, FieldValue.integer(one.loans()));
        values.put(7, FieldValue.integer(one.agreed()));
        values.put(8, FieldValue.json(ReconciliationStore.countsText(one.counts())));
        values.put(9, FieldValue.bytes(one.differencesHash().toBytes()));
        values.put(10, FieldValue.text(one.comparedAt().toString()));
        values.put(11, FieldValue.json(entry.confirmations()));
        values.put(65531, FieldValue.text(one.submitter()));
        return values;
    }
}
