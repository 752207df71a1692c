package org.loanregistry.transparency.note;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.loanregistry.transparency.bytes.StrictText;

/** The secret half of a witness's key, C2SP cosignature/v1 with Ed25519, type 0x04; {@link #toText} shows it. */
public final class CosigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey key;
    private final CosignerKey cosignerKey;

    private CosigningKey(String name, byte[] seed) {
        this.seed = seed;
        this.key = Ed25519.privateKey(seed);
        this.cosignerKey = CosignerKey.of(name, Ed25519.publicKeyOf(seed));
    }

    /** A new key. */
    public static CosigningKey generate(String name, SecureRandom random) {
        byte[] seed = new byte[Ed25519.KEY_LENGTH];
        random.nextBytes(seed);
        return new CosigningKey(name, seed);
    }

    /** Parses {@code PRIVATE+KEY+name+hex8(keyId)+b64(0x04 || seed)}; errors never quote the text. */
    public static CosigningKey parse(String skey) {
        if (!skey.startsWith(PREFIX)) {
            throw new NoteFormatException("a signing key starts with " + PREFIX);
        }
        KeyText text = KeyText.parse(skey.substring(PREFIX.length()), KeyText.COSIGNATURE);
        CosigningKey key = new CosigningKey(text.name(), text.key());
        text.requireId(key.cosignerKey.keyId());
        return key;
    }

    /** The key in Go's text form, secret. */
    public String toText() {
        return PREFIX + KeyText.print(cosignerKey.name(), cosignerKey.keyId(), KeyText.COSIGNATURE, seed);
    }

    /** The public half. */
    public CosignerKey cosignerKey() {
        return cosignerKey;
    }

    /** Cosigns the body of a checkpoint at {@code epochSeconds}, at least 0. */
    public NoteSignature cosign(String body, long epochSeconds) {
        Checkpoint.parse(body);
        if (epochSeconds < 0) {
            throw new IllegalArgumentException("got time " + epochSeconds + ", want at least 0");
        }
        byte[] signature = Ed25519.sign(key, CosignerKey.message(body, epochSeconds));
        byte[] payload = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(epochSeconds)
                .put(signature)
                .array();
        return new NoteSignature(cosignerKey.name(), cosignerKey.keyId(), payload);
    }

    /** The name only. */
    @Override
    public String toString() {
        return "CosigningKey[" + StrictText.quoted(cosignerKey.name()) + "]";
    }
}
