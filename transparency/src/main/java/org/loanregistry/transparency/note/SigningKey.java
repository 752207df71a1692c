package org.loanregistry.transparency.note;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.loanregistry.transparency.bytes.StrictText;

/** The secret half of a note key, Ed25519, type 0x01. Whoever holds it speaks for the log; {@link #toText} shows it. */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey key;
    private final VerifierKey verifierKey;

    private SigningKey(String name, byte[] seed) {
        this.seed = seed;
        this.key = Ed25519.privateKey(seed);
        this.verifierKey = VerifierKey.of(name, Ed25519.publicKeyOf(seed));
    }

    /** A new key. */
    public static SigningKey generate(String name, SecureRandom random) {
        byte[] seed = new byte[Ed25519.KEY_LENGTH];
        random.nextBytes(seed);
        return new SigningKey(name, seed);
    }

    /** Parses {@code PRIVATE+KEY+name+hex8(keyId)+b64(0x01 || seed)}; errors never quote the text. */
    public static SigningKey parse(String skey) {
        if (!skey.startsWith(PREFIX)) {
            throw new NoteFormatException("a signing key starts with " + PREFIX);
        }
        KeyText text = KeyText.parse(skey.substring(PREFIX.length()), KeyText.ED25519);
        SigningKey key = new SigningKey(text.name(), text.key());
        text.requireId(key.verifierKey.keyId());
        return key;
    }

    /** The key in Go's text form, secret. */
    public String toText() {
        return PREFIX + KeyText.print(verifierKey.name(), verifierKey.keyId(), KeyText.ED25519, seed);
    }

    /** The public half. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** Signs {@code body}, which ends with LF. */
    public NoteSignature sign(String body) {
        SignedNote.requireBody(body);
        byte[] signature = Ed25519.sign(key, body.getBytes(StandardCharsets.UTF_8));
        return new NoteSignature(verifierKey.name(), verifierKey.keyId(), signature);
    }

    /** The name only. */
    @Override
    public String toString() {
        return "SigningKey[" + StrictText.quoted(verifierKey.name()) + "]";
    }
}
