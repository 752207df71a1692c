package org.loanregistry.transparency.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * A record's header, its 69-byte leaf and some of its fields. Authenticates nothing by itself: {@link #check} re-hashes up
 * to {@link #leafData}, and only the leaf's inclusion in an anchored checkpoint makes that leaf the log's. Equal by content.
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record Disclosure(
        int schemaId,
        int fieldCount,
        byte[] rid,
        long epochSeconds,
        byte[] headerSalt,
        byte[] leafData,
        List<DisclosedField> disclosed) {

    /** Copies; refuses lengths and numbers out of range and fields not in strictly ascending order of id. */
    public Disclosure {
        requireRange("schema id", schemaId);
        requireRange("field count", fieldCount);
        requireLength("rid", rid, LeafBytes.RID_LENGTH);
        requireLength("header salt", headerSalt, LeafBytes.SALT_LENGTH);
        requireLength("leaf", leafData, LeafBytes.LEAF_LENGTH);
        if (epochSeconds < 0) {
            throw new IllegalArgumentException("got time " + epochSeconds + ", want at least 0");
        }
        rid = rid.clone();
        headerSalt = headerSalt.clone();
        leafData = leafData.clone();
        disclosed = List.copyOf(disclosed);
        for (int i = 1; i < disclosed.size(); i++) {
            if (disclosed.get(i - 1).fieldId() >= disclosed.get(i).fieldId()) {
                throw new IllegalArgumentException("the disclosed fields are not in ascending order");
            }
        }
    }

    /** Parses exactly what {@link #toJson} prints. */
    public static Disclosure parse(String json) {
        return DisclosureJson.parse(json);
    }

    /** RFC 8785 canonical JSON, byte strings as base64url (docs/formats.md, section 7). */
    public String toJson() {
        return DisclosureJson.print(this);
    }

    /** The leaf hash of {@link #leafData}, whose inclusion the bundle's path must prove. */
    public Hash leafHash() {
        return TreeHash.leaf(leafData);
    }

    /**
     * Re-hashes header and fields up to the leaf. The number of fields is the schema's, a field's place in the record tree
     * is the one its id has in the schema, and its type is the schema's or absent.
     */
    public DisclosureCheck check(RecordSchemas schemas) {
        Optional<RecordSchema> known = schemas.find(schemaId);
        if (known.isEmpty()) {
            return new DisclosureCheck.UnknownSchema(schemaId);
        }
        RecordSchema schema = known.get();
        Hash header = LeafBytes.header(headerSalt, schemaId, fieldCount, rid, epochSeconds);
        Hash recordRoot = LeafBytes.recordRootOf(leafData);
        if (!header.equals(LeafBytes.headerOf(leafData))
                || fieldCount != schema.fields().size()) {
            return new DisclosureCheck.Altered("header");
        }
        if (!Arrays.equals(leafData, LeafBytes.leaf(header, recordRoot))) {
            return new DisclosureCheck.Altered("leaf prefix");
        }
        Map<Integer, FieldValue> values = new TreeMap<>();
        for (DisclosedField field : disclosed) {
            if (!isCommitted(field, schema, recordRoot)) {
                return new DisclosureCheck.Altered(isOneOtherRecord(schema) ? "record" : fieldName(field, schema));
            }
            values.put(field.fieldId(), field.value());
        }
        return new DisclosureCheck.Matches(schema, values);
    }

    /**
     * Whether the fields all lead to one root, only not to the leaf's: paths made anew after a value was changed fit each
     * other, so that no single field can be named.
     */
    private boolean isOneOtherRecord(RecordSchema schema) {
        return disclosed.size() > 1
                && disclosed.stream()
                                .map(field -> impliedRoot(field, schema))
                                .distinct()
                                .count()
                        == 1
                && impliedRoot(disclosed.getFirst(), schema).isPresent();
    }

    private Optional<Hash> impliedRoot(DisclosedField field, RecordSchema schema) {
        int position = schema.position(field.fieldId());
        if (position < 0 || field.path().size() != InclusionProof.pathLength(position, fieldCount)) {
            return Optional.empty();
        }
        Hash commitment = LeafBytes.commitment(field.fieldId(), field.value(), field.salt());
        return Optional.of(new InclusionProof(position, fieldCount, field.path()).rootFrom(commitment));
    }

    private static String fieldName(DisclosedField field, RecordSchema schema) {
        return "field " + schema.find(field.fieldId()).map(SchemaField::name).orElse(Integer.toString(field.fieldId()));
    }

    private boolean isCommitted(DisclosedField field, RecordSchema schema, Hash recordRoot) {
        int position = schema.position(field.fieldId());
        FieldValue value = field.value();
        if (position < 0) {
            return false;
        }
        FieldType wanted = schema.fields().get(position).type();
        if (!value.isAbsent() && value.type() != wanted) {
            return false;
        }
        Hash commitment = LeafBytes.commitment(field.fieldId(), value, field.salt());
        return new InclusionProof(position, fieldCount, field.path())
                .check(commitment, recordRoot)
                .isValid();
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

    /** A copy of the leaf, 69 bytes. */
    @Override
    public byte[] leafData() {
        return leafData.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Disclosure that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(leafData);
    }

    /** The schema and the number of fields; no value. */
    @Override
    public String toString() {
        return "Disclosure[schema " + schemaId + ", " + disclosed.size() + " of " + fieldCount + " fields]";
    }

    private static void requireRange(String what, int number) {
        if (number < 1 || number > 0xFFFF) {
            throw new IllegalArgumentException("got " + what + " " + number + ", want 1 to 65535");
        }
    }

    private static void requireLength(String what, byte[] bytes, int wanted) {
        if (bytes.length != wanted) {
            throw new IllegalArgumentException("got a " + what + " of " + bytes.length + " bytes, want " + wanted);
        }
    }
}
