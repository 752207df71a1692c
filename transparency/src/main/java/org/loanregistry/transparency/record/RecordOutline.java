package org.loanregistry.transparency.record;

import java.util.Arrays;
import java.util.List;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * All of a record but its values: the header, opened, and the commitment of every field in the schema's order. Who has it can
 * check any field that is shown later, one by one, against the leaf; of what is not shown it says nothing. Equal by content.
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record RecordOutline(int schemaId, byte[] rid, long epochSeconds, byte[] headerSalt, List<Hash> commitments) {
    /** Copies; refuses lengths and numbers out of range. */
    public RecordOutline {
        commitments = List.copyOf(commitments);
        if (schemaId < 1 || schemaId > 0xFFFF || commitments.isEmpty() || commitments.size() > 0xFFFF) {
            throw new IllegalArgumentException(
                    "got schema " + schemaId + " with " + commitments.size() + " fields, want 1 to 65535 of each");
        }
        if (rid.length != LeafBytes.RID_LENGTH || headerSalt.length != LeafBytes.SALT_LENGTH) {
            throw new IllegalArgumentException("got a rid of " + rid.length + " and a header salt of "
                    + headerSalt.length + " bytes, want " + LeafBytes.RID_LENGTH + " and " + LeafBytes.SALT_LENGTH);
        }
        if (epochSeconds < 0) {
            throw new IllegalArgumentException("got time " + epochSeconds + ", want at least 0");
        }
        rid = rid.clone();
        headerSalt = headerSalt.clone();
    }

    /** The root over the commitments. */
    public Hash recordRoot() {
        return MerkleTree.of(commitments).root();
    }

    /** The leaf hash of the record. */
    public Hash leafHash() {
        Hash header = LeafBytes.header(headerSalt, schemaId, commitments.size(), rid, epochSeconds);
        return TreeHash.leaf(LeafBytes.leaf(header, recordRoot()));
    }

    /** Whether the record committed to this value of this field; {@code schema} is that of {@link #schemaId}. */
    public boolean holds(RecordSchema schema, SchemaField field, FieldValue value, byte[] salt) {
        int position = schema.position(field.fieldId());
        boolean isOfSchema = schema.schemaId() == schemaId
                && schema.fields().size() == commitments.size()
                && position >= 0
                && salt.length == LeafBytes.SALT_LENGTH
                && (value.isAbsent() || value.type() == field.type());
        return isOfSchema && LeafBytes.commitment(field.fieldId(), value, salt).equals(commitments.get(position));
    }

    /** A copy of the record's identifier, 16 bytes. */
    @Override
    public byte[] rid() {
        return rid.clone();
    }

    /** A copy of the header's salt, 32 bytes. */
    @Override
    public byte[] headerSalt() {
        return headerSalt.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordOutline that
                && schemaId == that.schemaId
                && epochSeconds == that.epochSeconds
                && Arrays.equals(rid, that.rid)
                && Arrays.equals(headerSalt, that.headerSalt)
                && commitments.equals(that.commitments);
    }

    @Override
    public int hashCode() {
        return 31 * schemaId + commitments.hashCode();
    }

    /** The schema only. */
    @Override
    public String toString() {
        return "RecordOutline[schema " + schemaId + ", " + commitments.size() + " fields]";
    }
}
