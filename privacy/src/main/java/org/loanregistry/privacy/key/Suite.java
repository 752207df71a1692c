package org.loanregistry.privacy.key;

import java.util.Optional;

/** The algorithms of an envelope; a tenant seals with one and opens all (docs/formats.md 8). */
public enum Suite {
    /** AES-256-GCM, HKDF and HMAC with SHA-256. */
    AES_256_GCM(0x01, 32),
    /** SM4-GCM (RFC 8998), HKDF and HMAC with SM3 (GB/T 32905). The key has 128 bits, the suite's weakest part. */
    SM4_GCM(0x11, 16),
    /** SM4-CBC, then HMAC-SM3 over everything: for modules certified without GCM, which GB/T 17964 does not list. */
    SM4_CBC_HMAC_SM3(0x12, 48);

    private final byte code;
    private final int keyBytes;

    Suite(int code, int keyBytes) {
        this.code = (byte) code;
        this.keyBytes = keyBytes;
    }

    /** The suite of an envelope's second byte; empty if there is none. */
    public static Optional<Suite> of(byte code) {
        for (Suite suite : values()) {
            if (suite.code == code) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /** The envelope's second byte. */
    public byte code() {
        return code;
    }

    int keyBytes() {
        return keyBytes;
    }
}
