package org.loanregistry.transparency.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.tree.Hash;

/** The byte strings of docs/formats.md, section 1, each built in one place for the maker and the checker. */
final class LeafBytes {
    static final int SALT_LENGTH = 32;
    static final int RID_LENGTH = 16;
    static final int LEAF_LENGTH = 69;
    static final int HEADER_SALT_ID = 0xFFFF;

    private static final byte[] LEAF_PREFIX = {'L', 'R', 'R', '1', 0x01};
    private static final byte[] FIELD_PREFIX = {0x00, 'L', 'R', 'F', '1'};
    private static final byte[] HEADER_PREFIX = {0x00, 'L', 'R', 'H', '1'};

    private LeafBytes() {}

    /** What the record key salts: the field's id, or 0xFFFF for the header. */
    static byte[] saltMessage(int fieldId) {
        return ByteBuffer.allocate(6)
                .put("LRS1".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) fieldId)
                .array();
    }

    static byte[] ridMessage(int version) {
        return ByteBuffer.allocate(8)
                .put("LRI1".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .array();
    }

    /** The commitment to one field. */
    static Hash commitment(int fieldId, FieldValue value, byte[] salt) {
        byte[] bytes = value.bytes();
        byte[] header = ByteBuffer.allocate(FIELD_PREFIX.length + 3 + SALT_LENGTH + Integer.BYTES)
                .put(FIELD_PREFIX)
                .putShort((short) fieldId)
                .put((byte) value.type().code())
                .put(salt)
                .putInt(bytes.length)
                .array();
        return Hash.of(Sha256.of(header, bytes));
    }

    /** The commitment to what is said about the record as a whole. */
    static Hash header(byte[] headerSalt, int schemaId, int fieldCount, byte[] rid, long epochSeconds) {
        byte[] header = ByteBuffer.allocate(HEADER_PREFIX.length + SALT_LENGTH + 4 + RID_LENGTH + Long.BYTES)
                .put(HEADER_PREFIX)
                .put(headerSalt)
                .putShort((short) schemaId)
                .putShort((short) fieldCount)
                .put(rid)
                .putLong(epochSeconds)
                .array();
        return Hash.of(Sha256.of(header));
    }

    static byte[] leaf(Hash header, Hash recordRoot) {
        return ByteBuffer.allocate(LEAF_LENGTH)
                .put(LEAF_PREFIX)
                .put(header.toBytes())
                .put(recordRoot.toBytes())
                .array();
    }

    static Hash headerOf(byte[] leafData) {
        return Hash.at(leafData, LEAF_PREFIX.length);
    }

    static Hash recordRootOf(byte[] leafData) {
        return Hash.at(leafData, LEAF_PREFIX.length + Hash.LENGTH);
    }
}
