package org.loanregistry.transparency.record;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import org.loanregistry.transparency.bytes.StrictText;

/** The value of one field, as the bytes that are committed. Equal by content; {@code toString} shows the type only. */
public final class FieldValue {
    private static final FieldValue ABSENT = owning(FieldType.ABSENT, new byte[0]);

    private final FieldType type;
    private final byte[] bytes;

    /** A value of a copy of {@code bytes}; refuses those that are not in the one form of their type. */
    public FieldValue(FieldType type, byte[] bytes) {
        this(bytes.clone(), type);
        switch (type) {
            case ABSENT -> require(bytes.length == 0, "an absent value has no bytes");
            case TEXT -> require(isNfc(StrictText.fromUtf8(this.bytes)), "a text value must be in NFC");
            case INTEGER -> require(bytes.length == Long.BYTES, "an integer value has 8 bytes");
            case BYTES -> {}
            case JSON -> requireCanonical(StrictText.fromUtf8(this.bytes));
        }
    }

    private FieldValue(byte[] bytes, FieldType type) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Takes bytes just made, which are in the one form of their type. */
    private static FieldValue owning(FieldType type, byte[] bytes) {
        return new FieldValue(bytes, type);
    }

    /** No value. */
    public static FieldValue absent() {
        return ABSENT;
    }

    /** A text, brought to NFC. */
    public static FieldValue text(String text) {
        String nfc = StrictText.isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        return owning(FieldType.TEXT, StrictText.utf8(nfc));
    }

    /** An integer; money in minor units. */
    public static FieldValue integer(long value) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return owning(FieldType.INTEGER, bytes);
    }

    /** Bytes as they are. */
    public static FieldValue bytes(byte[] bytes) {
        return owning(FieldType.BYTES, bytes.clone());
    }

    /** JSON that is already canonical, as {@link CanonicalJson#write} prints it; any other is refused. */
    public static FieldValue json(String canonical) {
        return new FieldValue(FieldType.JSON, StrictText.utf8(canonical));
    }

    /** The canonical JSON of a tree, as {@link CanonicalJson#write} prints it, which refuses what is none. */
    public static FieldValue jsonOf(Object tree) {
        return owning(FieldType.JSON, StrictText.utf8(CanonicalJson.write(tree)));
    }

    /** How the bytes are to be read. */
    public FieldType type() {
        return type;
    }

    /** A copy of the committed bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes themselves, to be hashed; never changed, never handed out. */
    byte[] shared() {
        return bytes;
    }

    /** Whether there is no value. */
    public boolean isAbsent() {
        return type == FieldType.ABSENT;
    }

    /** The integer; of another type it is an {@link IllegalStateException}. */
    public long toLong() {
        if (type != FieldType.INTEGER) {
            throw new IllegalStateException("got a value of type " + type + ", want " + FieldType.INTEGER);
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** The value for a person to read: text and JSON as they are, an integer in decimal, bytes in hex, absent empty. */
    public String display() {
        return switch (type) {
            case ABSENT -> "";
            case TEXT, JSON -> StrictText.fromUtf8(bytes);
            case INTEGER -> Long.toString(toLong());
            case BYTES -> HexFormat.of().formatHex(bytes);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldValue value && type == value.type && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(bytes);
    }

    /** The type only, for a value may be personal. */
    @Override
    public String toString() {
        return "FieldValue[" + type + "]";
    }

    private static boolean isNfc(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    private static void requireCanonical(String json) {
        require(CanonicalJson.write(CanonicalJson.parse(json)).equals(json), "a json value must be canonical");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
