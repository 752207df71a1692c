package org.loanregistry.transparency.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.TlogVectors;

/** Signed notes and their keys: the golden note, and everything that is no note. */
class NoteTest {
    private static final String GOLDEN = TlogVectors.note();
    private static final SignedNote NOTE = SignedNote.parse(GOLDEN);
    private static final VerifierKey LOG = VerifierKey.parse(TlogVectors.value("log vkey"));
    private static final CosignerKey WITNESS = CosignerKey.parse(TlogVectors.value("witness vkey"));
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void the_golden_note_is_read_verified_and_printed_again() {
        assertEquals(GOLDEN, NOTE.toText());
        assertEquals(2, NOTE.signatures().size());
        assertTrue(NOTE.isSignedBy(LOG));
        Checkpoint checkpoint = Checkpoint.parse(NOTE.body());
        assertEquals("registry.example/loans", checkpoint.origin());
        assertEquals(TlogVectors.SIZE, checkpoint.treeSize());
        assertEquals(TlogVectors.value("root[70000]"), checkpoint.root().toHex());
        assertEquals(NOTE.body(), checkpoint.toBody());
    }

    @Test
    void the_golden_keys_sign_the_golden_note_again() {
        SigningKey key = SigningKey.parse(TlogVectors.value("log skey"));
        assertEquals(TlogVectors.value("log skey"), key.toText());
        assertEquals(TlogVectors.value("log vkey"), key.verifierKey().toText());
        assertEquals(NOTE.signatures().getFirst(), key.sign(NOTE.body()));
    }

    @Test
    void the_golden_cosignature_holds_at_its_time_and_is_made_again() {
        NoteSignature line = NOTE.signatures().getLast();
        assertEquals(OptionalLong.of(1_700_000_000), WITNESS.cosignedAt(NOTE.body(), line));
        assertEquals(OptionalLong.empty(), WITNESS.cosignedAt("x" + NOTE.body(), line));
        assertEquals(
                OptionalLong.empty(),
                WITNESS.cosignedAt(NOTE.body(), NOTE.signatures().getFirst()));
        assertEquals(TlogVectors.value("witness vkey"), WITNESS.toText());
        CosigningKey key = witnessKey();
        assertEquals(WITNESS, key.cosignerKey());
        assertEquals(line, key.cosign(NOTE.body(), 1_700_000_000));
        assertThrows(NoteFormatException.class, () -> key.cosign("no checkpoint\n", 0));
        assertThrows(IllegalArgumentException.class, () -> key.cosign(NOTE.body(), -1));
    }

    @Test
    void the_example_of_the_specification_verifies() {
        String vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        String note = "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq"
                + "6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        assertEquals(vkey, VerifierKey.parse(vkey).toText());
        assertTrue(SignedNote.parse(note).isSignedBy(VerifierKey.parse(vkey)));
    }

    @Test
    void another_body_another_key_or_a_changed_signature_is_not_signed() {
        SigningKey other = SigningKey.generate(LOG.name(), RANDOM);
        assertFalse(NOTE.isSignedBy(other.verifierKey()));
        assertFalse(new SignedNote("x" + NOTE.body(), NOTE.signatures()).isSignedBy(LOG));
        byte[] changed = NOTE.signatures().getFirst().signature();
        changed[5] ^= 1;
        NoteSignature bad = new NoteSignature(LOG.name(), LOG.keyId(), changed);
        assertFalse(new SignedNote(NOTE.body(), List.of(bad)).isSignedBy(LOG));
        assertFalse(NOTE.with(bad).isSignedBy(LOG), "one good line does not excuse a bad one of the same key");
        NoteSignature tooShort = new NoteSignature(LOG.name(), LOG.keyId(), new byte[1]);
        assertFalse(new SignedNote(NOTE.body(), List.of(tooShort)).isSignedBy(LOG));
    }

    @Test
    void lines_of_unknown_keys_are_ignored_up_to_64() {
        List<NoteSignature> lines = new ArrayList<>(Collections.nCopies(15, strangerLine()));
        lines.add(NOTE.signatures().getFirst());
        assertTrue(SignedNote.parse(new SignedNote(NOTE.body(), lines).toText()).isSignedBy(LOG));
        List<NoteSignature> most = Collections.nCopies(64, strangerLine());
        String full = new SignedNote(NOTE.body(), most).toText();
        assertEquals(64, SignedNote.parse(full).signatures().size());
        assertThrows(
                NoteFormatException.class,
                () -> SignedNote.parse(full + strangerLine().toLine()));
    }

    @Test
    void a_body_may_hold_blank_lines_and_any_unicode() {
        SigningKey key = SigningKey.generate("example.com/\u00e9", RANDOM);
        SignedNote note = SignedNote.sign("first\n\n\u2014 second \ud83d\ude02\n", key);
        assertEquals(note, SignedNote.parse(note.toText()));
        assertTrue(SignedNote.parse(note.toText()).isSignedBy(key.verifierKey()));
    }

    @ParameterizedTest
    @MethodSource("malformedNotes")
    void any_other_form_is_refused(String text) {
        assertThrows(NoteFormatException.class, () -> SignedNote.parse(text));
    }

    static List<String> malformedNotes() {
        String line = NOTE.signatures().getFirst().toLine();
        String body = NOTE.body();
        return List.of(
                "",
                "\n",
                "\n\n" + line.strip(),
                body,
                body + "\n",
                body + line,
                "body without end" + "\n\n",
                GOLDEN.strip(),
                GOLDEN + "\n",
                GOLDEN + "trailing",
                GOLDEN + "trailing\n",
                GOLDEN.replace("\n", "\r\n"),
                body + "\n" + line.replace("\u2014", "-"),
                body + "\n" + line.replace("\u2014 ", "\u2014"),
                body + "\n" + line.replace("/loans ", "/loans  "),
                body + "\n" + line.replace("=", ""),
                body + "\n" + line.replace("AU=", "AV="),
                body + "\n" + "\u2014 name AAAAAA==\n",
                body + "\n" + "\u2014  AAAAAAA=\n",
                body + "\n" + "\u2014 na+me AAAAAAA=\n",
                body + "\n" + "\u2014 name\n",
                "a\u0000\n\n" + line,
                "a\u0007\n\n" + line,
                "a\u007f\n\n" + line,
                "a\u0085\n\n" + line,
                "a\ud800\n\n" + line,
                "a".repeat(SignedNote.MAX_BYTES) + "\n\n" + line,
                "\u20ac".repeat(SignedNote.MAX_BYTES / 3) + "\n\n" + line);
    }

    @ParameterizedTest
    @MethodSource("malformedKeys")
    void any_other_key_text_is_refused(String vkey) {
        assertThrows(NoteFormatException.class, () -> VerifierKey.parse(vkey));
        assertThrows(NoteFormatException.class, () -> CosignerKey.parse(vkey.replace("+Ad", "+BK")));
        assertThrows(NoteFormatException.class, () -> SigningKey.parse(vkey));
        assertThrows(NoteFormatException.class, () -> SigningKey.parse("PRIVATE+KEY+" + vkey));
        assertThrows(NoteFormatException.class, () -> CosigningKey.parse("PRIVATE+KEY+" + vkey));
    }

    static List<String> malformedKeys() {
        String vkey = LOG.toText();
        return List.of(
                "",
                "+",
                "++",
                vkey.replace("259c61c0", "259c61c1"),
                vkey.replace("259c61c0", "259C61C0"),
                vkey.replace("259c61c0", "59c61c0"),
                vkey.replace("registry", "regis try"),
                vkey.replace("registry.example/loans", ""),
                vkey.replace("+Ad", "+Ag"),
                vkey + "AAAA",
                vkey.substring(0, vkey.length() - 4),
                vkey + "\n",
                vkey.replaceFirst("\\+", "-"));
    }

    @Test
    void a_key_that_is_no_point_of_the_curve_is_refused() {
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        assertThrows(NoteFormatException.class, () -> VerifierKey.of("name", noPoint));
        assertThrows(NoteFormatException.class, () -> CosignerKey.of("name", noPoint));
        assertThrows(NoteFormatException.class, () -> VerifierKey.of("name", new byte[31]));
        assertThrows(NoteFormatException.class, () -> VerifierKey.of("na me", new byte[32]));
    }

    @Test
    void no_secret_is_shown_by_accident() {
        SigningKey key = SigningKey.parse(TlogVectors.value("log skey"));
        assertFalse(key.toString().contains("ERER"));
        assertFalse(witnessKey().toString().contains("IiIi"));
        NoteFormatException fault = assertThrows(NoteFormatException.class, () -> SigningKey.parse(key.toText() + "x"));
        assertFalse(fault.toString().contains("ERER"), fault.toString());
    }

    private static NoteSignature strangerLine() {
        return new NoteSignature("stranger.example/x", 7, new byte[64]);
    }

    private static CosigningKey witnessKey() {
        byte[] seed = new byte[32];
        IntStream.range(0, 32).forEach(i -> seed[i] = 0x22);
        return CosigningKey.parse(
                "PRIVATE+KEY+" + KeyText.print(WITNESS.name(), WITNESS.keyId(), KeyText.COSIGNATURE, seed));
    }
}
