package org.loanregistry.transparency.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** The byte strings of docs/formats.md, section 1, each built in one place for the maker and the checker. */
final class LeafBytes {
    static final int SALT_LENGTH = 32;
    static final int RID_LENGTH = 16;
    static final int LEAF_LENGTH = 69;
    static final int HEADER_SALT_ID = 0xFFFF;

    private static final byte[] LEAF_PREFIX = {'L', 'R', 'R', '1', 0x01};
    private static final byte[] SALT_PREFIX = {'L', 'R', 'S', '1'};
    private static final byte[] RID_PREFIX = {'L', 'R', 'I', '1'};
    /** Behind the 0x00 with which the hash of a leaf begins, as in the header. */
    private static final byte[] FIELD_PREFIX = {'L', 'R', 'F', '1'};

    private static final byte[] HEADER_PREFIX = {'L', 'R', 'H', '1'};

    private LeafBytes() {}

    /** What the record key salts: the field's id, or 0xFFFF for the header. */
    static byte[] saltMessage(int fieldId) {
        return ByteBuffer.allocate(6).put(SALT_PREFIX).putShort((short) fieldId).array();
    }

    static byte[] ridMessage(int version) {
        return ByteBuffer.allocate(8).put(RID_PREFIX).putInt(version).array();
    }

    /** The commitment to one field. */
    static Hash commitment(int fieldId, FieldValue value, byte[] salt) {
        byte[] bytes = value.shared();
        byte[] message = ByteBuffer.allocate(FIELD_PREFIX.length + 3 + SALT_LENGTH + Integer.BYTES + bytes.length)
                .put(FIELD_PREFIX)
                .putShort((short) fieldId)
                .put((byte) value.type().code())
                .put(salt)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        return TreeHash.leaf(message);
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
        return TreeHash.leaf(header);
    }

    static byte[] leaf(Hash header, Hash recordRoot) {
        byte[] leaf = Arrays.copyOf(LEAF_PREFIX, LEAF_LENGTH);
        header.copyTo(leaf, LEAF_PREFIX.length);
        recordRoot.copyTo(leaf, LEAF_PREFIX.length + Hash.LENGTH);
        return leaf;
    }

    static Hash headerOf(byte[] leafData) {
        return Hash.at(leafData, LEAF_PREFIX.length);
    }

    static Hash recordRootOf(byte[] leafData) {
        return Hash.at(leafData, LEAF_PREFIX.length + Hash.LENGTH);
    }
}
