package org.loanregistry.privacy.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.privacy.envelope.Sealing.CELL;
import static org.loanregistry.privacy.envelope.Sealing.KEY;
import static org.loanregistry.privacy.envelope.Sealing.assertRefused;
import static org.loanregistry.privacy.envelope.Sealing.policy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;
import org.loanregistry.privacy.key.Suite;

/** Documents of many pieces: none may be lost, moved or added. */
class DocumentSealerTest {
    private static final int HEAD = 36 + 32;

    private static DocumentSealer sealer(Suite suite) {
        return new DocumentSealer(new SecureRandom(), policy(suite));
    }

    private static byte[] sealed(Suite suite, byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            sealer(suite).seal(KEY, CELL, DataClass.C3, new ByteArrayInputStream(document), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] opened(Suite suite, DataKey key, CellAddress cell, byte[] sealed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sealer(suite).open(key, cell, new ByteArrayInputStream(sealed), out);
        return out.toByteArray();
    }

    private static void refused(Suite suite, byte[] sealed) {
        assertRefused(() -> opened(suite, KEY, CELL, sealed));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static int pieceLength(Suite suite) {
        return (sealed(suite, random(2 * DocumentSealer.PIECE_BYTES)).length - HEAD) / 2;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void every_length_around_the_pieces_comes_back(Suite suite) throws IOException {
        for (int length : new int[] {0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 200_000}) {
            byte[] document = random(length);
            assertArrayEquals(document, opened(suite, KEY, CELL, sealed(suite, document)), "length " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void a_piece_lost_moved_doubled_or_taken_from_another_document_is_refused(Suite suite) {
        int piece = pieceLength(suite);
        byte[] sealed = sealed(suite, random(3 * DocumentSealer.PIECE_BYTES));
        assertEquals(HEAD + 3 * piece, sealed.length);
        byte[] head = Arrays.copyOf(sealed, HEAD);
        byte[] one = Arrays.copyOfRange(sealed, HEAD, HEAD + piece);
        byte[] two = Arrays.copyOfRange(sealed, HEAD + piece, HEAD + 2 * piece);
        byte[] three = Arrays.copyOfRange(sealed, HEAD + 2 * piece, sealed.length);
        byte[] foreign = Arrays.copyOfRange(sealed(suite, random(3 * DocumentSealer.PIECE_BYTES)), HEAD, HEAD + piece);
        refused(suite, join(head, one, two));
        refused(suite, join(head, one));
        refused(suite, head);
        refused(suite, join(head, two, three));
        refused(suite, join(head, one, three));
        refused(suite, join(head, two, one, three));
        refused(suite, join(head, one, one, three));
        refused(suite, join(head, one, two, three, three));
        refused(suite, join(head, one, two, three, new byte[1]));
        refused(suite, join(head, foreign, two, three));
        refused(suite, Arrays.copyOf(sealed, sealed.length - 1));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void each_flipped_bit_of_a_short_document_is_refused(Suite suite) {
        byte[] sealed = sealed(suite, random(5));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refused(suite, altered);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void another_cell_another_key_and_a_single_field_are_refused(Suite suite) {
        byte[] sealed = sealed(suite, random(100));
        CellAddress other = new CellAddress("lender-a", "borrower", "row-2", "name", 1, 1);
        assertRefused(() -> opened(suite, KEY, other, sealed));
        DataKey otherKey = DataKeys.of(Sealing.DEK, "lender-a", "subj-0002");
        assertRefused(() -> opened(suite, otherKey, CELL, sealed));
        byte[] field = new FieldSealer(new SecureRandom(), policy(suite))
                .seal(KEY, CELL, DataClass.C3, Padding.TO_16, random(100));
        refused(suite, field);
        assertRefused(() -> new FieldSealer(new SecureRandom(), policy(suite)).open(KEY, CELL, sealed));
        DataKey foreign = DataKeys.of(Sealing.DEK, "lender-b", "subj-0001");
        assertRefused(() -> sealer(suite)
                .seal(foreign, CELL, DataClass.C3, new ByteArrayInputStream(new byte[1]), new ByteArrayOutputStream()));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void what_was_written_before_a_refusal_is_a_beginning_of_the_document(Suite suite) {
        byte[] document = random(3 * DocumentSealer.PIECE_BYTES);
        byte[] sealed = sealed(suite, document);
        sealed[sealed.length - 1] ^= 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertRefused(() -> sealer(suite).open(KEY, CELL, new ByteArrayInputStream(sealed), out));
        assertTrue(Arrays.equals(out.toByteArray(), Arrays.copyOf(document, out.size())));
        assertEquals(2 * DocumentSealer.PIECE_BYTES, out.size());
    }
}
