package org.loanregistry.transparency.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * A C2SP signed note: a text whose lines all end with LF, a blank line, 1 to 64 signature lines. Valid Unicode without
 * control characters other than LF, at most 64 KB. Parsing checks no signature; ask {@link #isSignedBy}.
 */
public record SignedNote(String body, List<NoteSignature> signatures) {
    /** The most signature lines read; the specification asks for at least 16. */
    public static final int MAX_SIGNATURES = 64;

    /** The longest note, in bytes of UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Copies the signatures; refuses a body that cannot be signed, and none or more than 64 signatures. */
    public SignedNote {
        requireBody(body);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new NoteFormatException("got " + signatures.size() + " signature lines, want 1 to " + MAX_SIGNATURES);
        }
    }

    /** Parses a note as a whole; anything but its one form is a {@link NoteFormatException}. */
    public static SignedNote parse(String text) {
        requireText(text);
        int split = text.lastIndexOf("\n\n");
        if (split < 0 || split + 2 == text.length() || !text.endsWith("\n")) {
            throw new NoteFormatException("no blank line followed by signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : StrictText.lines(text.substring(split + 2))) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw new NoteFormatException("more than " + MAX_SIGNATURES + " signature lines");
            }
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(text.substring(0, split + 1), signatures);
    }

    /** Signs {@code body}, which ends with LF. */
    public static SignedNote sign(String body, SigningKey key) {
        return new SignedNote(body, List.of(key.sign(body)));
    }

    /** The same note with one more signature line at the end. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(body, more);
    }

    /** The note as {@link #parse} reads it. */
    public String toText() {
        StringBuilder text = new StringBuilder(body).append('\n');
        signatures.forEach(signature -> text.append(signature.toLine()));
        return text.toString();
    }

    /**
     * Whether {@code key} signed the note: at least one line names the key, and every line that does verifies. Lines of
     * other keys are ignored.
     */
    public boolean isSignedBy(VerifierKey key) {
        List<NoteSignature> lines = signatures.stream().filter(key::names).toList();
        return !lines.isEmpty() && lines.stream().allMatch(line -> key.verifies(body, line));
    }

    static void requireBody(String body) {
        requireText(body);
        if (!body.endsWith("\n")) {
            throw new NoteFormatException("the text of a note does not end with a line feed");
        }
    }

    private static void requireText(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new NoteFormatException("longer than " + MAX_BYTES + " bytes");
        }
        boolean clean = text.codePoints()
                .noneMatch(
                        c -> (c != '\n' && Character.isISOControl(c)) || Character.getType(c) == Character.SURROGATE);
        if (!clean) {
            throw new NoteFormatException("a control character or an unpaired surrogate");
        }
    }
}
