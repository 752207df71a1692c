package org.loanregistry.transparency.tree;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.loanregistry.transparency.bytes.StrictText;

/** A SHA-256 value of 32 bytes, immutable, equal by content and ordered as unsigned bytes. */
public final class Hash implements Comparable<Hash> {
    /** The length of a hash, in bytes. */
    public static final int LENGTH = 32;

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** A hash of a copy of {@code bytes}, which must be 32. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("got a hash of " + bytes.length + " bytes, want " + LENGTH);
        }
        return new Hash(bytes.clone());
    }

    /** The hash at {@code offset} of {@code bytes}; offset + 32 may not pass the end. */
    public static Hash at(byte[] bytes, int offset) {
        if (offset < 0 || offset > bytes.length - LENGTH) {
            throw new IllegalArgumentException("no hash at " + offset + " of " + bytes.length + " bytes");
        }
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /** Parses RFC 4648 section 4 base64, 44 characters, canonical. */
    public static Hash parseBase64(String text) {
        return of(StrictText.base64(text));
    }

    /** Parses 64 lower-case hex digits. */
    public static Hash parseHex(String text) {
        Hash hash = of(HexFormat.of().parseHex(text));
        if (!hash.toHex().equals(text)) {
            throw new IllegalArgumentException("not lower-case hex: " + StrictText.quoted(text));
        }
        return hash;
    }

    /** Takes a digest just made, without a copy. */
    static Hash owning(byte[] digest) {
        return new Hash(digest);
    }

    /** The bytes themselves, for hashing inside this package only; never changed, never handed out. */
    byte[] shared() {
        return value;
    }

    /** A copy of the 32 bytes. */
    public byte[] toBytes() {
        return value.clone();
    }

    /** Writes the 32 bytes into {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, LENGTH);
    }

    /** RFC 4648 section 4 base64, 44 characters. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(value);
    }

    /** 64 lower-case hex digits. */
    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public int compareTo(Hash other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The hash in hex. */
    @Override
    public String toString() {
        return toHex();
    }
}
