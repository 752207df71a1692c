package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.log.RegistryVault;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** How an entry becomes a leaf (access-entry/1), under a record key of its own that no erasure touches. */
@Singleton
final class EntryCommitment {
    static final int SEQ = 1;
    static final int SUBJECT = 2;
    static final int ENTRY = 3;
    static final int PREVIOUS_LEAF = 65534;

    private static final int SCHEMA_ID = 769;
    private static final String TABLE = "access_entry";
    private static final String COLUMN = "sealed_record_key";

    private final RecordSchema schema;
    private final RegistryVault vault;
    private final SecureRandom random;

    EntryCommitment(RecordSchemas schemas, RegistryVault vault, SecureRandom random) {
        this.schema = schemas.require(SCHEMA_ID);
        this.vault = vault;
        this.random = random;
    }

    /** A drawn record key, and its envelope for the row. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once
    record Drawn(RecordKey key, byte[] sealed) {}

    Drawn draw(UUID recordId) {
        var key = RecordKey.random(random);
        byte[] plain = key.toBytes();
        try {
            return new Drawn(key, vault.seal(TABLE, recordId.toString(), COLUMN, plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    RecordCommitment of(
            RecordKey key, long number, String subject, String entry, long epochSeconds, @Nullable Hash previous) {
        Map<Integer, FieldValue> values = new HashMap<>();
        values.put(SEQ, FieldValue.integer(number));
        values.put(SUBJECT, FieldValue.text(subject));
        values.put(ENTRY, FieldValue.json(entry));
        if (previous != null) {
            values.put(PREVIOUS_LEAF, FieldValue.bytes(previous.toBytes()));
        }
        return RecordCommitment.of(schema, key, 1, epochSeconds, values);
    }

    /** The commitment rebuilt from a row as it is now, after the entry with this leaf hash. */
    RecordCommitment of(LoggedEntry row, @Nullable Hash previous) {
        byte[] plain = vault.open(TABLE, row.recordId().toString(), COLUMN, row.sealedKey());
        try {
            return of(RecordKey.of(plain), row.number(), row.subject(), row.entry(), row.epochSeconds(), previous);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
