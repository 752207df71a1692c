package org.loanregistry.transparency.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.OptionalLong;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * The public half of a witness's key, C2SP cosignature/v1 with Ed25519, type 0x04. The message signed does not hold the
 * cosigner's name, so a key belongs to one cosigner only. Immutable, equal by content.
 */
public final class CosignerKey {
    private static final int PAYLOAD_LENGTH = Long.BYTES + Ed25519.SIGNATURE_LENGTH;

    private final String name;
    private final byte[] raw;
    private final int keyId;
    private final PublicKey key;

    private CosignerKey(String name, byte[] raw) {
        this.name = name;
        this.raw = raw;
        this.keyId = KeyText.idOf(name, KeyText.COSIGNATURE, raw);
        this.key = Ed25519.publicKey(raw);
    }

    /** The key of a name and 32 raw bytes. */
    public static CosignerKey of(String name, byte[] publicKey) {
        if (!StrictText.isName(name)) {
            throw new NoteFormatException("not a key name: " + StrictText.quoted(name));
        }
        try {
            return new CosignerKey(name, publicKey.clone());
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("the key of " + StrictText.quoted(name), e);
        }
    }

    /** Parses {@code name+hex8(keyId)+b64(0x04 || public key)}; the key id must be that of the key. */
    public static CosignerKey parse(String vkey) {
        KeyText text = KeyText.parse(vkey, KeyText.COSIGNATURE);
        CosignerKey key = of(text.name(), text.key());
        text.requireId(key.keyId);
        return key;
    }

    /** The vkey. */
    public String toText() {
        return KeyText.print(name, keyId, KeyText.COSIGNATURE, raw);
    }

    /** The cosigner's name. */
    public String name() {
        return name;
    }

    /** The first four bytes, big-endian, of SHA-256 over name, LF, 0x04 and public key. */
    public int keyId() {
        return keyId;
    }

    /** A copy of the raw 32 bytes, by which two names of one key show. */
    public byte[] publicKey() {
        return raw.clone();
    }

    /** The time, in unix seconds, at which {@code line} says this key saw {@code body}; empty unless it verifies. */
    public OptionalLong cosignedAt(String body, NoteSignature line) {
        byte[] payload = line.signature();
        if (!line.name().equals(name) || line.keyId() != keyId || payload.length != PAYLOAD_LENGTH) {
            return OptionalLong.empty();
        }
        long epochSeconds = ByteBuffer.wrap(payload).getLong();
        byte[] signature = Arrays.copyOfRange(payload, Long.BYTES, payload.length);
        return epochSeconds >= 0 && Ed25519.verifies(key, message(body, epochSeconds), signature)
                ? OptionalLong.of(epochSeconds)
                : OptionalLong.empty();
    }

    /** What a cosigner signs. */
    static byte[] message(String body, long epochSeconds) {
        return ("cosignature/v1\ntime " + epochSeconds + "\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignerKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(raw);
    }

    /** The vkey. */
    @Override
    public String toString() {
        return toText();
    }
}
