package org.loanregistry.transparency.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldType;
import org.loanregistry.transparency.record.FieldValue;

/**
 * A disclosure of RFC 9901, {@code [salt, name, value]}, of one field of a record. The salt is that of the field's commitment, so
 * that one secret opens the claim and the leaf. Texts are strings, integers numbers, bytes base64url, JSON itself, absent null.
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record FieldClaim(byte[] salt, String name, @Nullable Object value) {
    private static final int SALT_BYTES = 32;

    /** Copies the salt, which must be 32 bytes. */
    public FieldClaim {
        if (salt.length != SALT_BYTES) {
            throw new SdJwtException("a salt of " + salt.length + " bytes, want " + SALT_BYTES);
        }
        salt = salt.clone();
    }

    /** The claim of a field. */
    public static FieldClaim of(byte[] salt, String name, FieldValue value) {
        Object tree = switch (value.type()) {
            case ABSENT -> null;
            case TEXT -> value.display();
            case INTEGER -> value.toLong();
            case BYTES -> StrictText.toBase64Url(value.bytes());
            case JSON -> CanonicalJson.parse(value.display());
        };
        return new FieldClaim(salt, name, tree);
    }

    /** Reads the text of a disclosure; one of an array element, or with a salt that is no field's, is none of ours. */
    public static FieldClaim parse(String text) {
        try {
            if (CanonicalJson.parse(StrictText.fromUtf8(StrictText.base64Url(text))) instanceof List<?> parts
                    && parts.size() == 3
                    && parts.get(0) instanceof String salt
                    && parts.get(1) instanceof String name) {
                return new FieldClaim(StrictText.base64Url(salt), name, parts.get(2));
            }
            throw new SdJwtException("a disclosure must be an array of salt, name and value");
        } catch (SdJwtException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("a disclosure that is not base64url of JSON", e);
        }
    }

    /** The disclosure's text. */
    public String toText() {
        List<@Nullable Object> parts = Arrays.asList(StrictText.toBase64Url(salt), name, value);
        return StrictText.toBase64Url(CanonicalJson.write(parts).getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of a disclosure's text, as it stands in {@code _sd}. */
    public static String digest(String text) {
        return StrictText.toBase64Url(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The value as its record commits to it.
     *
     * @throws SdJwtException if it is no value of this type
     */
    public FieldValue toValue(FieldType type) {
        try {
            return switch (value) {
                case null -> FieldValue.absent();
                case String text when type == FieldType.TEXT -> FieldValue.text(text);
                case String text when type == FieldType.BYTES -> FieldValue.bytes(StrictText.base64Url(text));
                case Long number when type == FieldType.INTEGER -> FieldValue.integer(number);
                case Object tree when type == FieldType.JSON -> FieldValue.jsonOf(tree);
                default -> throw new SdJwtException("the claim " + name + " is not of type " + type);
            };
        } catch (SdJwtException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("the claim " + name + " is not of type " + type, e);
        }
    }

    /** A copy of the salt. */
    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldClaim that
                && Arrays.equals(salt, that.salt)
                && name.equals(that.name)
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(salt);
    }

    /** The name only. */
    @Override
    public String toString() {
        return "FieldClaim[" + name + "]";
    }
}
