package org.loanregistry.privacy.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;
import org.loanregistry.privacy.key.VaultException;

class FieldSealerTest {
    private static final byte[] DEK = filled(32, 0x42);
    private static final CellAddress CELL = new CellAddress("lender-a", "borrower", "row-1", "name", 1, 1);
    private static final byte[] NAME = "\u5f20\u4e09".getBytes(UTF_8);

    private final DataKey key = DataKeys.of(DEK, "lender-a", "subj-0001");
    private final FieldSealer sealer = new FieldSealer(new SecureRandom());

    @Test
    void the_golden_envelope_is_made_and_opened_to_the_byte() throws IOException {
        FieldSealer withGoldenNonce = new FieldSealer(new Sealing.Counting());
        assertArrayEquals(golden("kid"), key.kid());
        assertArrayEquals(golden("envelope"), withGoldenNonce.seal(key, CELL, DataClass.C2, true, golden("plaintext")));
        assertArrayEquals(golden("plaintext"), sealer.open(key, CELL, golden("envelope")));
        byte[] aad = golden("aad");
        assertArrayEquals(Arrays.copyOfRange(aad, 36, aad.length), CELL.toBytes());
    }

    @ParameterizedTest
    @EnumSource(DataClass.class)
    void every_length_comes_back(DataClass dataClass) {
        for (int length = 0; length <= 200; length++) {
            byte[] plain = filled(length, 0x80);
            assertArrayEquals(plain, sealer.open(key, CELL, sealer.seal(key, CELL, dataClass, false, plain)));
            byte[] padded = sealer.seal(key, CELL, dataClass, true, plain);
            assertEquals(64 + (length / 16 + 1) * 16, padded.length);
            assertArrayEquals(plain, sealer.open(key, CELL, padded));
        }
    }

    @Test
    void names_of_one_to_five_characters_have_one_sealed_length() {
        assertEquals(
                sealer.seal(key, CELL, DataClass.C2, true, new byte[3]).length,
                sealer.seal(key, CELL, DataClass.C2, true, new byte[15]).length);
    }

    @Test
    void the_same_name_twice_gives_different_bytes() {
        assertNotEquals(
                HexFormat.of().formatHex(sealer.seal(key, CELL, DataClass.C2, true, NAME)),
                HexFormat.of().formatHex(sealer.seal(key, CELL, DataClass.C2, true, NAME)));
    }

    @Test
    void each_flipped_bit_is_refused() {
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, true, NAME);
        for (int bit = 0; bit < envelope.length * 8; bit++) {
            byte[] altered = envelope.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refused(key, CELL, altered);
        }
    }

    @Test
    void every_cut_and_every_trailing_byte_is_refused() {
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, true, NAME);
        for (int length = 0; length < envelope.length + 20; length++) {
            if (length != envelope.length) {
                refused(key, CELL, Arrays.copyOf(envelope, length));
            }
        }
    }

    @Test
    void an_unknown_version_suite_class_and_flag_are_refused() {
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, false, NAME);
        refused(key, CELL, with(envelope, 0, 0x02));
        refused(key, CELL, with(envelope, 1, 0x02));
        refused(key, CELL, with(envelope, 2, 0x00));
        refused(key, CELL, with(envelope, 2, 0xA0));
        refused(key, CELL, with(envelope, 3, 0x02));
    }

    @Test
    void a_cell_moved_anywhere_else_is_refused() {
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, true, NAME);
        refused(key, new CellAddress("lender-b", "borrower", "row-1", "name", 1, 1), envelope);
        refused(key, new CellAddress("lender-a", "contract", "row-1", "name", 1, 1), envelope);
        refused(key, new CellAddress("lender-a", "borrower", "row-2", "name", 1, 1), envelope);
        refused(key, new CellAddress("lender-a", "borrower", "row-1", "mobile", 1, 1), envelope);
        refused(key, new CellAddress("lender-a", "borrower", "row-1", "name", 2, 1), envelope);
        refused(key, new CellAddress("lender-a", "borrower", "row-1", "name", 1, 2), envelope);
        refused(key, new CellAddress("lender-a", "borrower", "row-", "1name", 1, 1), envelope);
    }

    @Test
    void another_subjects_key_and_another_tenants_key_are_refused() {
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, true, NAME);
        refused(DataKeys.of(DEK, "lender-a", "subj-0002"), CELL, envelope);
        refused(DataKeys.of(DEK, "lender-b", "subj-0001"), CELL, envelope);
        refused(DataKeys.of(filled(32, 0x43), "lender-a", "subj-0001"), CELL, envelope);
    }

    @Test
    void a_cell_of_another_tenant_is_not_sealed() {
        CellAddress foreign = new CellAddress("lender-b", "borrower", "row-1", "name", 1, 1);
        assertThrows(VaultException.class, () -> sealer.seal(key, foreign, DataClass.C2, true, NAME));
    }

    @Test
    void a_refusal_says_nothing() {
        var refusal = assertThrows(VaultException.class, () -> sealer.open(key, CELL, new byte[80]));
        assertEquals("the vault refuses", refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @Test
    void an_address_outside_its_bounds_cannot_be_built() {
        assertThrows(IllegalArgumentException.class, () -> new CellAddress("", "t", "r", "c", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CellAddress("x", "t", "\ud800", "c", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CellAddress("x", "t", "r", "c", -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CellAddress("x", "t", "r", "c", 1, 0));
    }

    @Test
    void padding_that_is_not_the_shortest_is_refused() {
        assertThrows(VaultException.class, () -> Padding.unpad(new byte[0]));
        assertThrows(VaultException.class, () -> Padding.unpad(new byte[16]));
        assertThrows(VaultException.class, () -> Padding.unpad(new byte[] {(byte) 0x80}));
        byte[] blockTooMany = new byte[32];
        blockTooMany[3] = (byte) 0x80;
        assertThrows(VaultException.class, () -> Padding.unpad(blockTooMany));
    }

    @Test
    void eight_threads_share_a_sealer() throws Exception {
        long seed = System.nanoTime();
        System.err.println("seed " + seed);
        Callable<Boolean> work = () -> {
            Random plainTexts = new Random(seed);
            return IntStream.range(0, 500).allMatch(_ -> {
                byte[] plain = new byte[plainTexts.nextInt(100)];
                plainTexts.nextBytes(plain);
                return Arrays.equals(plain, sealer.open(key, CELL, sealer.seal(key, CELL, DataClass.C1, true, plain)));
            });
        };
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var done :
                    pool.invokeAll(IntStream.range(0, 8).mapToObj(_ -> work).toList())) {
                assertEquals(true, done.get());
            }
        }
    }

    private void refused(DataKey withKey, CellAddress at, byte[] envelope) {
        assertThrows(VaultException.class, () -> sealer.open(withKey, at, envelope));
    }

    private static byte[] with(byte[] envelope, int index, int value) {
        byte[] altered = envelope.clone();
        altered[index] = (byte) value;
        return altered;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] golden(String name) throws IOException {
        Path file = Path.of(System.getProperty("loanreg.root"), "vectors/spec/envelope_kat.json");
        Matcher value = Pattern.compile("\"" + name + "\": \"([0-9a-f]+)\"").matcher(Files.readString(file));
        assertEquals(true, value.find(), name);
        return HexFormat.of().parseHex(value.group(1));
    }
}
