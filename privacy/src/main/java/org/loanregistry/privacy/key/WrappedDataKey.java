package org.loanregistry.privacy.key;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A data key as the database stores it.
 *
 * @param kid the 32-byte key id
 * @param kekGeneration the generation of the tenant's key encryption key that wraps it, from 1
 * @param wrapped 40 bytes, RFC 5649
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content below
public record WrappedDataKey(byte[] kid, int kekGeneration, byte[] wrapped) {
    private static final int KID_BYTES = 32;
    private static final int WRAPPED_BYTES = 40;

    /** Copies both arrays; refuses any other length and a generation below 1. */
    public WrappedDataKey {
        if (kid.length != KID_BYTES || wrapped.length != WRAPPED_BYTES || kekGeneration < 1) {
            throw new IllegalArgumentException(
                    "kid of " + kid.length + " bytes (want " + KID_BYTES + "), wrapped key of " + wrapped.length
                            + " bytes (want " + WRAPPED_BYTES + "), generation " + kekGeneration);
        }
        kid = kid.clone();
        wrapped = wrapped.clone();
    }

    @Override
    public byte[] kid() {
        return kid.clone();
    }

    @Override
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedDataKey that
                && kekGeneration == that.kekGeneration
                && Arrays.equals(kid, that.kid)
                && Arrays.equals(wrapped, that.wrapped);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(kid);
    }

    @Override
    public String toString() {
        return "WrappedDataKey[" + HexFormat.of().formatHex(kid, 0, 4) + "..., generation " + kekGeneration + "]";
    }
}
