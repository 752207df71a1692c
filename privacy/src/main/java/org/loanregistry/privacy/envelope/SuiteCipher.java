package org.loanregistry.privacy.envelope;

import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.Suite;

/**
 * One suite's algorithms, of one thread. What is authenticated is the first 36 bytes of {@code head}, then {@code place}; a
 * body is IV, ciphertext and tag, at {@code at} in {@code bytes}.
 */
interface SuiteCipher {
    /** Bytes authenticated of the head. */
    int HEAD_BYTES = 36;

    int ivBytes();

    int tagBytes();

    /** Encrypts {@code plain}; the IV is there already. */
    void seal(DataKey key, byte[] head, byte[] place, byte[] plain, byte[] bytes, int at);

    /** The plaintext of the body that takes the rest of {@code bytes}; VaultException if it is not authentic. */
    byte[] open(DataKey key, byte[] head, byte[] place, byte[] bytes, int at);

    static SuiteCipher of(Suite suite) {
        return switch (suite) {
            case AES_256_GCM -> new AesGcm();
            case SM4_GCM -> new Sm4Gcm();
            case SM4_CBC_HMAC_SM3 -> new Sm4CbcHmac();
        };
    }
}
