package org.loanregistry.transparency.record;

import java.util.Locale;

/** How the bytes of a field's value are to be read; the code stands in the commitment (docs/formats.md, section 1). */
public enum FieldType {
    /** No value; committed like any other, so that absence is hidden. */
    ABSENT(0),
    /** UTF-8, NFC. */
    TEXT(1),
    /** A signed 64-bit integer, big-endian. */
    INTEGER(2),
    /** Bytes as they are. */
    BYTES(3),
    /** RFC 8785 canonical JSON. */
    JSON(4);

    private final int code;

    FieldType(int code) {
        this.code = code;
    }

    /** The type's number in the commitment, 0 to 4. */
    public int code() {
        return code;
    }

    /** The type with {@code code}; another number is refused. */
    public static FieldType of(long code) {
        for (FieldType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("got field type " + code + ", want 0 to 4");
    }

    /** Parses a type as record schemas write it: text, integer, bytes or json. */
    public static FieldType parse(String name) {
        for (FieldType type : values()) {
            if (type != ABSENT && type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("got field type " + name + ", want text, integer, bytes or json");
    }
}
