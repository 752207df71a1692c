package org.loanregistry.transparency.record;

import java.util.Arrays;
import java.util.List;
import org.loanregistry.transparency.tree.Hash;

/** One field shown to a reader: id, value, 32-byte salt and the path to the record root, leaf to root. Equal by content. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record DisclosedField(int fieldId, FieldValue value, byte[] salt, List<Hash> path) {
    /** Copies salt and path; refuses an id outside 0 to 65,534 and a salt of another length. */
    public DisclosedField {
        if (fieldId < 0 || fieldId > 0xFFFE) {
            throw new IllegalArgumentException("got field id " + fieldId + ", want 0 to 65534");
        }
        if (salt.length != LeafBytes.SALT_LENGTH) {
            throw new IllegalArgumentException(
                    "got a salt of " + salt.length + " bytes, want " + LeafBytes.SALT_LENGTH);
        }
        salt = salt.clone();
        path = List.copyOf(path);
    }

    /** A copy of the salt. */
    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DisclosedField field
                && fieldId == field.fieldId
                && value.equals(field.value)
                && Arrays.equals(salt, field.salt)
                && path.equals(field.path);
    }

    @Override
    public int hashCode() {
        return 31 * fieldId + value.hashCode();
    }

    /** The field's id; no value, for it may be personal. */
    @Override
    public String toString() {
        return "DisclosedField[" + fieldId + "]";
    }
}
