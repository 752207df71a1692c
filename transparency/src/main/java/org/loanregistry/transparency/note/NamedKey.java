package org.loanregistry.transparency.note;

import java.security.PublicKey;
import java.util.Arrays;
import org.loanregistry.transparency.bytes.StrictText;

/** What every public key of a note has, whatever it signs: name, type, 32 raw bytes, and the id made of them. */
final class NamedKey {
    private final String name;
    private final byte type;
    private final byte[] raw;
    private final int keyId;
    private final PublicKey key;

    private NamedKey(String name, byte type, byte[] raw) {
        this.name = name;
        this.type = type;
        this.raw = raw;
        this.keyId = KeyText.idOf(name, type, raw);
        this.key = Ed25519.publicKey(raw);
    }

    static NamedKey of(String name, byte type, byte[] publicKey) {
        if (!StrictText.isName(name)) {
            throw new NoteFormatException("not a key name: " + StrictText.quoted(name));
        }
        try {
            return new NamedKey(name, type, publicKey.clone());
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("the key of " + StrictText.quoted(name), e);
        }
    }

    static NamedKey parse(String vkey, byte type) {
        KeyText text = KeyText.parse(vkey, type);
        NamedKey key = of(text.name(), type, text.key());
        text.requireId(key.keyId);
        return key;
    }

    String toText() {
        return KeyText.print(name, keyId, type, raw);
    }

    String name() {
        return name;
    }

    int keyId() {
        return keyId;
    }

    byte[] raw() {
        return raw.clone();
    }

    /** Whether {@code line} claims to be by this key: the same name and key id. */
    boolean names(NoteSignature line) {
        return line.name().equals(name) && line.keyId() == keyId;
    }

    boolean verifies(byte[] message, byte[] signature) {
        return Ed25519.verifies(key, message, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedKey that
                && type == that.type
                && name.equals(that.name)
                && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(raw);
    }
}
