package org.loanregistry.transparency.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * One signature line of a C2SP signed note: key name, key id and what the key's type puts behind the id (64 bytes for
 * Ed25519, 72 for cosignature/v1). Equal by content.
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record NoteSignature(String name, int keyId, byte[] signature) {
    private static final String MARK = "\u2014 ";

    /** Copies the signature; refuses a name with white space, control characters or a plus, and an empty signature. */
    public NoteSignature {
        if (!StrictText.isName(name)) {
            throw new NoteFormatException("not a key name: " + StrictText.quoted(name));
        }
        if (signature.length == 0) {
            throw new NoteFormatException("the signature of " + StrictText.quoted(name) + " is empty");
        }
        signature = signature.clone();
    }

    /** Parses a signature line without its LF. */
    public static NoteSignature parse(String line) {
        try {
            String rest = StrictText.after(MARK, line);
            int space = rest.indexOf(' ');
            byte[] payload = StrictText.base64(rest.substring(space + 1));
            if (space < 1 || payload.length <= Integer.BYTES) {
                throw new NoteFormatException("not a signature line: " + StrictText.quoted(line));
            }
            byte[] signature = Arrays.copyOfRange(payload, Integer.BYTES, payload.length);
            return new NoteSignature(
                    rest.substring(0, space), ByteBuffer.wrap(payload).getInt(), signature);
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not a signature line: " + StrictText.quoted(line), e);
        }
    }

    /** The signature line, with its LF. */
    public String toLine() {
        byte[] payload = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return MARK + name + " " + Base64.getEncoder().encodeToString(payload) + "\n";
    }

    /** A copy of what stands behind the key id. */
    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature line
                && name.equals(line.name)
                && keyId == line.keyId
                && Arrays.equals(signature, line.signature);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + keyId) + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return toLine().stripTrailing();
    }
}
