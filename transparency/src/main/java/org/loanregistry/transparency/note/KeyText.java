package org.loanregistry.transparency.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;

/** A key in Go's text form {@code name+hex8(keyId)+b64(type || key)}, the parts of a vkey and of what follows PRIVATE+KEY+. */
@SuppressWarnings("ArrayRecordComponent") // lives within one parse
record KeyText(String name, int keyId, byte type, byte[] key) {
    static final byte ED25519 = 0x01;
    static final byte COSIGNATURE = 0x04;

    static KeyText parse(String text, byte wantedType) {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw new NoteFormatException("a key has three parts with + between them");
        }
        String name = text.substring(0, first);
        String idText = text.substring(first + 1, second);
        if (!StrictText.isName(name) || !idText.matches("[0-9a-f]{8}")) {
            throw new NoteFormatException("not a key name and eight lower-case hex digits");
        }
        byte[] typed = decode(text.substring(second + 1));
        if (typed.length != 1 + Ed25519.KEY_LENGTH || typed[0] != wantedType) {
            throw new NoteFormatException("not a key of type " + wantedType + " and " + Ed25519.KEY_LENGTH + " bytes");
        }
        return new KeyText(
                name, HexFormat.fromHexDigits(idText), wantedType, Arrays.copyOfRange(typed, 1, typed.length));
    }

    static String print(String name, int keyId, byte type, byte[] key) {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The first four bytes, big-endian, of SHA-256 over name, LF, type and public key. */
    static int idOf(String name, byte type, byte[] publicKey) {
        byte[] nameLine = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] digest = Sha256.of(nameLine, new byte[] {type}, publicKey);
        return java.nio.ByteBuffer.wrap(digest).getInt();
    }

    void requireId(int wanted) {
        if (keyId != wanted) {
            throw new NoteFormatException("the key id of " + StrictText.quoted(name) + " is not that of its key");
        }
    }

    private static byte[] decode(String base64) {
        try {
            return StrictText.base64(base64);
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not the base64 of a key");
        }
    }
}
