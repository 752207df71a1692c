package org.loanregistry.transparency.note;

import java.nio.charset.StandardCharsets;

/** The public half of a note key, Ed25519, type 0x01; Go's text form is the vkey. Immutable, equal by content. */
public final class VerifierKey {
    private final NamedKey key;

    private VerifierKey(NamedKey key) {
        this.key = key;
    }

    /** The key of a name and 32 raw bytes. */
    public static VerifierKey of(String name, byte[] publicKey) {
        return new VerifierKey(NamedKey.of(name, KeyText.ED25519, publicKey));
    }

    /** Parses {@code name+hex8(keyId)+b64(0x01 || public key)}; the key id must be that of the key. */
    public static VerifierKey parse(String vkey) {
        return new VerifierKey(NamedKey.parse(vkey, KeyText.ED25519));
    }

    /** The vkey. */
    public String toText() {
        return key.toText();
    }

    /** The key's name. */
    public String name() {
        return key.name();
    }

    /** The first four bytes, big-endian, of SHA-256 over name, LF, 0x01 and public key. */
    public int keyId() {
        return key.keyId();
    }

    /** Whether {@code line} names this key and its signature over {@code body}, last LF included, verifies. */
    public boolean verifies(String body, NoteSignature line) {
        return key.names(line) && key.verifies(body.getBytes(StandardCharsets.UTF_8), line.signature());
    }

    /** Whether {@code line} claims to be by this key: the same name and key id. */
    boolean names(NoteSignature line) {
        return key.names(line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && key.equals(that.key);
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
