package org.loanregistry.transparency.note;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import org.loanregistry.transparency.bytes.StrictText;

/** The public half of a note key, Ed25519, type 0x01; Go's text form is the vkey. Immutable, equal by content. */
public final class VerifierKey {
    private final String name;
    private final byte[] raw;
    private final int keyId;
    private final PublicKey key;

    private VerifierKey(String name, byte[] raw) {
        this.name = name;
        this.raw = raw;
        this.keyId = KeyText.idOf(name, KeyText.ED25519, raw);
        this.key = Ed25519.publicKey(raw);
    }

    /** The key of a name and 32 raw bytes. */
    public static VerifierKey of(String name, byte[] publicKey) {
        if (!StrictText.isName(name)) {
            throw new NoteFormatException("not a key name: " + StrictText.quoted(name));
        }
        try {
            return new VerifierKey(name, publicKey.clone());
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("the key of " + StrictText.quoted(name), e);
        }
    }

    /** Parses {@code name+hex8(keyId)+b64(0x01 || public key)}; the key id must be that of the key. */
    public static VerifierKey parse(String vkey) {
        KeyText text = KeyText.parse(vkey, KeyText.ED25519);
        VerifierKey key = of(text.name(), text.key());
        text.requireId(key.keyId);
        return key;
    }

    /** The vkey. */
    public String toText() {
        return KeyText.print(name, keyId, KeyText.ED25519, raw);
    }

    /** The key's name. */
    public String name() {
        return name;
    }

    /** The first four bytes, big-endian, of SHA-256 over name, LF, 0x01 and public key. */
    public int keyId() {
        return keyId;
    }

    /** Whether {@code line} names this key and its signature over {@code body}, last LF included, verifies. */
    public boolean verifies(String body, NoteSignature line) {
        return names(line) && Ed25519.verifies(key, body.getBytes(StandardCharsets.UTF_8), line.signature());
    }

    /** Whether {@code line} claims to be by this key: the same name and key id. */
    boolean names(NoteSignature line) {
        return line.name().equals(name) && line.keyId() == keyId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
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
