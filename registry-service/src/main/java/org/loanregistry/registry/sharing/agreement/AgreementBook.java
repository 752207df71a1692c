package org.loanregistry.registry.sharing.agreement;

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
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** How a version of an agreement becomes a leaf of the log of records, in the caller's transaction and the feeds of both lenders. */
@Singleton
final class AgreementBook implements OtherRecords {
    private static final int SCHEMA_ID = 1537;
    private static final String TABLE = "share_agreement";
    private static final String COLUMN = "sealed_record_key";

    private final RecordSchemas schemas;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final LeafQueue queue;
    private final AgreementStore store = new AgreementStore();

    AgreementBook(RecordSchemas schemas, RegistryVault vault, SecureRandom random, LeafQueue queue) {
        this.schemas = schemas;
        this.vault = vault;
        this.random = random;
        this.queue = queue;
    }

    /** Writes a version; its record goes to the feeds of the lender concerned and of the one that shares. Gives the leaf hash. */
    Hash write(Transaction tx, Agreement one, String sharedBy) {
        RecordKey key = RecordKey.random(random);
        byte[] plain = key.toBytes();
        try {
            var commitment = commitment(schemas, key, one);
            byte[] sealed = vault.seal(TABLE, one.recordId().toString(), COLUMN, plain);
            store.insert(tx, one, sealed, commitment.leafHash());
            queue.append(
                    tx,
                    LogName.RECORDS,
                    List.of(new NewLeaf(one.recordId(), commitment.leafData(), Set.of(one.lender(), sharedBy))));
            return commitment.leafHash();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public Map<UUID, Row> read(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, Row> rows = new HashMap<>();
        for (AgreementStore.Sealed one : store.byRecordIds(tx, recordIds)) {
            rows.put(one.agreement().recordId(), new Row(one.leafHash(), contents(one)));
        }
        return rows;
    }

    private @Nullable RecordContents contents(AgreementStore.Sealed one) {
        Agreement agreement = one.agreement();
        byte[] plain;
        try {
            plain = vault.open(TABLE, agreement.recordId().toString(), COLUMN, one.sealedKey());
        } catch (VaultException e) {
            return null;
        }
        try {
            return new RecordContents(
                    agreement.recordId(),
                    SCHEMA_ID,
                    agreement.version(),
                    agreement.epochSeconds(),
                    RecordKey.of(plain),
                    values(agreement));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** How a version becomes a leaf (share-agreement/1). */
    static RecordCommitment commitment(RecordSchemas schemas, RecordKey key, Agreement one) {
        return RecordCommitment.of(schemas.require(SCHEMA_ID), key, one.version(), one.epochSeconds(), values(one));
    }

    private static Map<Integer, FieldValue> values(Agreement one) {
        Map<Integer, FieldValue> values = new HashMap<>();
        values.put(
                1,
                FieldValue.bytes(ByteBuffer.allocate(16)
                        .putLong(one.contractId().getMostSignificantBits())
                        .putLong(one.contractId().getLeastSignificantBits())
                        .array()));
        values.put(2, FieldValue.text(one.lender()));
        values.put(3, FieldValue.text(one.act().name()));
        values.put(4, FieldValue.json(CanonicalJson.write(List.<Object>copyOf(one.fields()))));
        values.put(5, FieldValue.json(CanonicalJson.write(List.<Object>copyOf(one.purposes()))));
        values.put(6, FieldValue.json(one.consents()));
        values.put(7, FieldValue.text(one.from().toString()));
        if (one.until() != null) {
            values.put(8, FieldValue.text(one.until().toString()));
        }
        values.put(9, FieldValue.text(one.caseReference()));
        values.put(65531, FieldValue.text(one.submitter()));
        values.put(65533, FieldValue.integer(one.version()));
        if (one.previousLeaf() != null) {
            values.put(65534, FieldValue.bytes(one.previousLeaf().toBytes()));
        }
        return values;
    }
}
