package org.loanregistry.privacy.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.privacy.envelope.Sealing.CELL;
import static org.loanregistry.privacy.envelope.Sealing.DEK;
import static org.loanregistry.privacy.envelope.Sealing.KEY;
import static org.loanregistry.privacy.envelope.Sealing.assertRefused;
import static org.loanregistry.privacy.envelope.Sealing.policy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loanregistry.privacy.Vectors;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;
import org.loanregistry.privacy.key.Suite;

/** All suites of the envelope: the golden bytes, and what none of them opens. */
class SuitesTest {
    private static final byte[] NAME = HexFormat.of().parseHex("e5bca0e4b889");

    private static Suite suite(Map<String, Object> golden) {
        return Suite.of((byte) Integer.parseInt(Vectors.text(golden, "suite"), 16))
                .orElseThrow();
    }

    private static byte[] hex(Map<String, Object> golden, String name) {
        return HexFormat.of().parseHex(Vectors.text(golden, name));
    }

    @Test
    void every_golden_envelope_is_made_and_opened_to_the_byte() throws IOException {
        Map<String, Object> golden = Vectors.own("privacy/envelopes.json");
        List<Map<String, Object>> envelopes = Vectors.list(golden, "envelopes");
        for (Map<String, Object> one : envelopes) {
            boolean isShort = Vectors.text(one, "form").equals("short");
            CommitmentPolicy commitment =
                    isShort ? CommitmentPolicy.FORBID_SEAL_ALLOW_OPEN : CommitmentPolicy.REQUIRE_SEAL_REQUIRE_OPEN;
            FieldSealer sealer = new FieldSealer(new Sealing.Counting(), policy(suite(one), commitment));
            Padding padding = Vectors.text(one, "padding").equals("16") ? Padding.TO_16 : Padding.NONE;
            byte[] made = sealer.seal(KEY, CELL, DataClass.C2, padding, NAME);
            assertArrayEquals(hex(one, "envelope"), made, one.toString());
            assertArrayEquals(NAME, sealer.open(KEY, CELL, made), one.toString());
        }
        assertEquals(6, envelopes.size());
    }

    @Test
    void every_golden_document_is_made_and_opened_to_the_byte() throws IOException {
        Map<String, Object> golden = Vectors.own("privacy/envelopes.json");
        byte[] document = hex(golden, "document");
        for (Map<String, Object> one : Vectors.list(golden, "documents")) {
            DocumentSealer sealer = new DocumentSealer(new Sealing.Counting(), policy(suite(one)));
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            sealer.seal(KEY, CELL, DataClass.C2, new ByteArrayInputStream(document), sealed);
            assertArrayEquals(hex(one, "sealed"), sealed.toByteArray(), one.toString());
            ByteArrayOutputStream opened = new ByteArrayOutputStream();
            sealer.open(KEY, CELL, new ByteArrayInputStream(sealed.toByteArray()), opened);
            assertArrayEquals(document, opened.toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void every_length_and_padding_comes_back_and_padding_hides_the_length(Suite suite) {
        FieldSealer sealer = new FieldSealer(new SecureRandom(), policy(suite));
        for (Padding padding : Padding.values()) {
            for (int length = 0; length <= 130; length++) {
                byte[] plain = Sealing.bytes(length, 0x80);
                byte[] sealed = sealer.seal(KEY, CELL, DataClass.C2, padding, plain);
                assertArrayEquals(plain, sealer.open(KEY, CELL, sealed), suite + " " + padding + " " + length);
            }
        }
        assertEquals(
                sealer.seal(KEY, CELL, DataClass.C2, Padding.TO_64, new byte[0]).length,
                sealer.seal(KEY, CELL, DataClass.C2, Padding.TO_64, new byte[63]).length);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void each_flipped_bit_each_cut_and_each_trailing_byte_is_refused(Suite suite) {
        for (CommitmentPolicy commitment : CommitmentPolicy.values()) {
            FieldSealer sealer = new FieldSealer(new SecureRandom(), policy(suite, commitment));
            byte[] envelope = sealer.seal(KEY, CELL, DataClass.C2, Padding.TO_16, NAME);
            for (int bit = 0; bit < envelope.length * 8; bit++) {
                byte[] altered = envelope.clone();
                altered[bit / 8] ^= (byte) (1 << bit % 8);
                assertRefused(() -> sealer.open(KEY, CELL, altered));
            }
            for (int length = 0; length < envelope.length + 40; length++) {
                byte[] other = Arrays.copyOf(envelope, length);
                if (length != envelope.length) {
                    assertRefused(() -> sealer.open(KEY, CELL, other));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void a_cell_moved_anywhere_and_another_key_are_refused(Suite suite) {
        FieldSealer sealer = new FieldSealer(new SecureRandom(), policy(suite));
        byte[] envelope = sealer.seal(KEY, CELL, DataClass.C2, Padding.TO_16, NAME);
        for (CellAddress elsewhere : List.of(
                new CellAddress("lender-b", "borrower", "row-1", "name", 1, 1),
                new CellAddress("lender-a", "contract", "row-1", "name", 1, 1),
                new CellAddress("lender-a", "borrower", "row-2", "name", 1, 1),
                new CellAddress("lender-a", "borrower", "row-1", "mobile", 1, 1),
                new CellAddress("lender-a", "borrower", "row-1", "name", 2, 1),
                new CellAddress("lender-a", "borrower", "row-1", "name", 1, 2),
                new CellAddress("lender-a", "borrower", "row-", "1name", 1, 1))) {
            assertRefused(() -> sealer.open(KEY, elsewhere, envelope));
        }
        assertRefused(() -> sealer.open(DataKeys.of(DEK, "lender-a", "subj-0002"), CELL, envelope));
        assertRefused(() -> sealer.open(DataKeys.of(DEK, "lender-b", "subj-0001"), CELL, envelope));
        byte[] otherDek = Sealing.bytes(32, 0x43);
        assertRefused(() -> sealer.open(DataKeys.of(otherDek, "lender-a", "subj-0001"), CELL, envelope));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void an_envelope_said_to_be_of_another_suite_is_refused(Suite suite) {
        FieldSealer sealer = new FieldSealer(new SecureRandom(), policy(suite));
        byte[] envelope = sealer.seal(KEY, CELL, DataClass.C2, Padding.TO_16, NAME);
        for (int code = 0; code < 256; code++) {
            byte[] other = envelope.clone();
            other[1] = (byte) code;
            if (other[1] != suite.code()) {
                assertRefused(() -> sealer.open(KEY, CELL, other));
            }
        }
    }

    @Test
    void every_suite_opens_whatever_a_tenant_seals_with_now() {
        for (Suite sealedWith : Suite.values()) {
            byte[] envelope = new FieldSealer(new SecureRandom(), policy(sealedWith))
                    .seal(KEY, CELL, DataClass.C1, Padding.TO_16, NAME);
            assertEquals(sealedWith.code(), envelope[1]);
            for (Suite now : Suite.values()) {
                assertArrayEquals(NAME, new FieldSealer(new SecureRandom(), policy(now)).open(KEY, CELL, envelope));
            }
        }
    }

    @Test
    void the_short_key_id_is_sealed_and_opened_as_the_policy_says() {
        for (CommitmentPolicy seals : CommitmentPolicy.values()) {
            byte[] envelope = new FieldSealer(new SecureRandom(), policy(Suite.AES_256_GCM, seals))
                    .seal(KEY, CELL, DataClass.C2, Padding.TO_16, NAME);
            boolean isShort = seals == CommitmentPolicy.FORBID_SEAL_ALLOW_OPEN;
            assertEquals(isShort ? 56 : 80, envelope.length);
            for (CommitmentPolicy opens : CommitmentPolicy.values()) {
                FieldSealer opener = new FieldSealer(new SecureRandom(), policy(Suite.AES_256_GCM, opens));
                if (isShort && opens == CommitmentPolicy.REQUIRE_SEAL_REQUIRE_OPEN) {
                    assertRefused(() -> opener.open(KEY, CELL, envelope));
                } else {
                    assertArrayEquals(NAME, opener.open(KEY, CELL, envelope));
                }
            }
        }
    }

    @Test
    void an_envelope_names_its_key_in_every_suite_and_form_and_no_other_key() {
        FieldSealer asked = new FieldSealer(new SecureRandom());
        var other = DataKeys.of(DEK, "lender-a", "subj-0002");
        for (Suite suite : Suite.values()) {
            for (CommitmentPolicy commitment : CommitmentPolicy.values()) {
                byte[] envelope = new FieldSealer(new SecureRandom(), policy(suite, commitment))
                        .seal(KEY, CELL, DataClass.C2, Padding.TO_16, NAME);
                assertTrue(asked.names(KEY, envelope));
                assertFalse(asked.names(other, envelope));
                envelope[1] = 0;
                assertFalse(asked.names(KEY, envelope));
            }
        }
        assertFalse(asked.names(KEY, new byte[35]));
    }

    @Test
    void a_worn_out_key_seals_no_more_but_opens() {
        var worn = DataKeys.of(DEK, "lender-a", "subj-0001");
        FieldSealer sealer = new FieldSealer(new SecureRandom());
        byte[] envelope = sealer.seal(worn, CELL, DataClass.C2, Padding.NONE, NAME);
        worn.continueFrom(DataKey.WRITES_MAX - 2);
        sealer.seal(worn, CELL, DataClass.C2, Padding.NONE, NAME);
        assertRefused(() -> sealer.seal(worn, CELL, DataClass.C2, Padding.NONE, NAME));
        assertRefused(() -> sealer.seal(worn, CELL, DataClass.C2, Padding.NONE, NAME));
        assertArrayEquals(NAME, sealer.open(worn, CELL, envelope));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void a_wiped_key_neither_seals_nor_opens(Suite suite) {
        FieldSealer sealer = new FieldSealer(new SecureRandom(), policy(suite));
        var key = DataKeys.of(DEK, "lender-a", "subj-0001");
        byte[] envelope = sealer.seal(key, CELL, DataClass.C2, Padding.TO_16, NAME);
        key.close();
        assertRefused(() -> sealer.seal(key, CELL, DataClass.C2, Padding.TO_16, NAME));
        assertRefused(() -> sealer.open(key, CELL, envelope));
    }
}
