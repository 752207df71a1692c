package org.loanregistry.transparency.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The public half of a witness's key, C2SP cosignature/v1 with Ed25519, type 0x04. The message signed does not hold the
 * cosigner's name, so a key belongs to one cosigner only. Immutable, equal by content.
 */
public final class CosignerKey {
    private static final int PAYLOAD_LENGTH = Long.BYTES + Ed25519.SIGNATURE_LENGTH;

    private final NamedKey key;

    private CosignerKey(NamedKey key) {
        this.key = key;
    }

    /** The key of a name and 32 raw bytes. */
    public static CosignerKey of(String name, byte[] publicKey) {
        return new CosignerKey(NamedKey.of(name, KeyText.COSIGNATURE, publicKey));
    }

    /** Parses {@code name+hex8(keyId)+b64(0x04 || public key)}; the key id must be that of the key. */
    public static CosignerKey parse(String vkey) {
        return new CosignerKey(NamedKey.parse(vkey, KeyText.COSIGNATURE));
    }

    /** The vkey. */
    public String toText() {
        return key.toText();
    }

    /** The cosigner's name. */
    public String name() {
        return key.name();
    }

    /** The first four bytes, big-endian, of SHA-256 over name, LF, 0x04 and public key. */
    public int keyId() {
        return key.keyId();
    }

    /** A copy of the raw 32 bytes, by which two names of one key show. */
    public byte[] publicKey() {
        return key.raw();
    }

    /** The time, in unix seconds, at which {@code line} says this key saw {@code body}; empty unless it verifies. */
    public OptionalLong cosignedAt(String body, NoteSignature line) {
        byte[] payload = line.signature();
        if (!key.names(line) || payload.length != PAYLOAD_LENGTH) {
            return OptionalLong.empty();
        }
        long epochSeconds = ByteBuffer.wrap(payload).getLong();
        byte[] signature = Arrays.copyOfRange(payload, Long.BYTES, payload.length);
        return epochSeconds >= 0 && key.verifies(message(body, epochSeconds), signature)
                ? OptionalLong.of(epochSeconds)
                : OptionalLong.empty();
    }

    /** What a cosigner signs. */
    static byte[] message(String body, long epochSeconds) {
        return ("cosignature/v1\ntime " + epochSeconds + "\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignerKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The vkey. */
    @Override
    public String toString() {
        return toText();
    }
}
