package org.loanregistry.transparency.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.loanregistry.transparency.bytes.HmacSha256;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * A record committed field by field under its record key, and the 69-byte leaf {@code LRR1} that goes into the log
 * (docs/formats.md, section 1). Says nothing of any field until that field is disclosed. Immutable.
 */
public final class RecordCommitment {
    private final RecordSchema schema;
    private final long epochSeconds;
    private final List<FieldValue> values;
    private final List<byte[]> salts;
    private final byte[] headerSalt;
    private final byte[] rid;
    private final List<Hash> commitments;
    private final MerkleTree tree;
    private final byte[] leafData;

    private RecordCommitment(
            RecordSchema schema, HmacSha256 hmac, int version, long epochSeconds, List<FieldValue> values) {
        this.schema = schema;
        this.epochSeconds = epochSeconds;
        this.values = values;
        this.salts = new ArrayList<>(values.size());
        List<Hash> hashes = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            int fieldId = schema.fields().get(i).fieldId();
            byte[] salt = hmac.of(LeafBytes.saltMessage(fieldId));
            salts.add(salt);
            hashes.add(LeafBytes.commitment(fieldId, values.get(i), salt));
        }
        this.headerSalt = hmac.of(LeafBytes.saltMessage(LeafBytes.HEADER_SALT_ID));
        this.rid = Arrays.copyOf(hmac.of(LeafBytes.ridMessage(version)), LeafBytes.RID_LENGTH);
        this.commitments = hashes;
        this.tree = MerkleTree.of(commitments);
        Hash header = LeafBytes.header(headerSalt, schema.schemaId(), values.size(), rid, epochSeconds);
        this.leafData = LeafBytes.leaf(header, tree.root());
    }

    /**
     * Commits to a record: its version from 1, its time in unix seconds from 0, its values by field id. A field without
     * value is absent; a field that the schema does not have, or of another type, is an {@link IllegalArgumentException}.
     */
    public static RecordCommitment of(
            RecordSchema schema, RecordKey key, int version, long epochSeconds, Map<Integer, FieldValue> values) {
        if (version < 1) {
            throw new IllegalArgumentException("got record version " + version + ", want at least 1");
        }
        if (epochSeconds < 0) {
            throw new IllegalArgumentException("got time " + epochSeconds + ", want at least 0");
        }
        return new RecordCommitment(schema, key.hmac(), version, epochSeconds, inOrder(schema, values));
    }

    /** The 69 bytes of the leaf. */
    public byte[] leafData() {
        return leafData.clone();
    }

    /** The leaf hash of {@link #leafData}. */
    public Hash leafHash() {
        return TreeHash.leaf(leafData);
    }

    /** The root over the field commitments. */
    public Hash recordRoot() {
        return tree.root();
    }

    /** The record's random-looking identifier, 16 bytes. */
    public byte[] rid() {
        return rid.clone();
    }

    /** The salt of the header, 32 bytes. */
    public byte[] headerSalt() {
        return headerSalt.clone();
    }

    /** What a reader needs to check these fields, and no other, against the leaf; an unknown field is refused. */
    public Disclosure disclose(Set<Integer> fieldIds) {
        List<DisclosedField> disclosed = new ArrayList<>();
        for (int fieldId : new TreeSet<>(fieldIds)) {
            int position = schema.position(fieldId);
            if (position < 0) {
                throw new IllegalArgumentException("schema " + schema.name() + " has no field " + fieldId);
            }
            disclosed.add(new DisclosedField(
                    fieldId, values.get(position), salts.get(position), tree.inclusionPath(position)));
        }
        return new Disclosure(schema.schemaId(), values.size(), rid, epochSeconds, headerSalt, leafData, disclosed);
    }

    /** All of the record but its values. */
    public RecordOutline outline() {
        return new RecordOutline(schema.schemaId(), rid, epochSeconds, headerSalt, commitments);
    }

    /** The schema and the leaf hash; no value. */
    @Override
    public String toString() {
        return "RecordCommitment[" + schema.name() + ", " + leafHash() + "]";
    }

    private static List<FieldValue> inOrder(RecordSchema schema, Map<Integer, FieldValue> values) {
        List<FieldValue> inOrder = new ArrayList<>(schema.fields().size());
        int known = 0;
        for (SchemaField field : schema.fields()) {
            FieldValue value = values.get(field.fieldId());
            known += value == null ? 0 : 1;
            inOrder.add(value == null ? FieldValue.absent() : typed(field, value));
        }
        if (known != values.size()) {
            Set<Integer> unknown = new TreeSet<>(values.keySet());
            schema.fields().forEach(field -> unknown.remove(field.fieldId()));
            throw new IllegalArgumentException("schema " + schema.name() + " has no fields " + unknown);
        }
        return List.copyOf(inOrder);
    }

    private static FieldValue typed(SchemaField field, FieldValue value) {
        if (!value.isAbsent() && value.type() != field.type()) {
            throw new IllegalArgumentException(
                    "got a value of type " + value.type() + " for field " + field.name() + ", want " + field.type());
        }
        return value;
    }
}
