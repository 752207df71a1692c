package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.OtherRecords;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.LeafQueue;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.NewLeaf;
import org.loanregistry.registry.log.RegistryVault;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;

/** How an act becomes a row and a leaf of the log of records, in the caller's transaction. */
@Singleton
final class ActBook implements OtherRecords {
    private static final int SCHEMA_ID = 1025;
    private static final String TABLE = "subject_act";
    private static final String COLUMN = "sealed_record_key";

    private final RecordSchemas schemas;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final LeafQueue queue;
    private final ActStore store = new ActStore();

    ActBook(RecordSchemas schemas, RegistryVault vault, SecureRandom random, LeafQueue queue) {
        this.schemas = schemas;
        this.vault = vault;
        this.random = random;
        this.queue = queue;
    }

    /** Writes the act; its key and leaf hash are drawn here, whatever {@code draft} has. */
    void write(Transaction tx, SubjectAct draft) {
        RecordKey key = RecordKey.random(random);
        byte[] plain = key.toBytes();
        try {
            var commitment = commitment(schemas, key, draft);
            byte[] sealed = vault.seal(TABLE, draft.recordId().toString(), COLUMN, plain);
            store.insert(
                    tx,
                    new SubjectAct(
                            draft.actId(),
                            draft.recordId(),
                            draft.subjectId(),
                            draft.tenant(),
                            draft.pseudonym(),
                            draft.kind(),
                            draft.refersTo(),
                            draft.feed(),
                            draft.body(),
                            draft.leaves(),
                            draft.submitter(),
                            draft.epochSeconds(),
                            sealed,
                            commitment.leafHash()));
            queue.append(
                    tx,
                    LogName.RECORDS,
                    List.of(new NewLeaf(
                            draft.recordId(),
                            commitment.leafData(),
                            draft.feed() == null ? Set.of() : Set.of(draft.feed()))));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public Map<UUID, Row> read(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, Row> rows = new HashMap<>();
        for (SubjectAct act : store.byRecordIds(tx, recordIds)) {
            rows.put(act.recordId(), new Row(act.leafHash(), contents(act)));
        }
        return rows;
    }

    @Override
    public Set<UUID> erased(Transaction tx, Collection<UUID> subjectIds) {
        return store.erased(tx, subjectIds);
    }

    private @Nullable RecordContents contents(SubjectAct act) {
        byte[] plain;
        try {
            plain = vault.open(TABLE, act.recordId().toString(), COLUMN, act.sealedKey());
        } catch (VaultException e) {
            return null;
        }
        try {
            return new RecordContents(
                    act.recordId(), SCHEMA_ID, 1, act.epochSeconds(), RecordKey.of(plain), values(act));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** How an act becomes a leaf (subject-act/1). */
    static RecordCommitment commitment(RecordSchemas schemas, RecordKey key, SubjectAct act) {
        return RecordCommitment.of(schemas.require(SCHEMA_ID), key, 1, act.epochSeconds(), values(act));
    }

    private static Map<Integer, FieldValue> values(SubjectAct act) {
        Map<Integer, FieldValue> values = new HashMap<>();
        values.put(1, id(act.actId()));
        values.put(2, FieldValue.text(act.kind().name()));
        values.put(3, FieldValue.text(act.tenant()));
        values.put(4, FieldValue.text(act.pseudonym()));
        if (act.refersTo() != null) {
            values.put(5, id(act.refersTo()));
        }
        values.put(6, FieldValue.json(act.body()));
        values.put(65531, FieldValue.text(act.submitter()));
        return values;
    }

    private static FieldValue id(UUID id) {
        return FieldValue.bytes(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }
}
