package org.loanregistry.privacy.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.loanregistry.privacy.Vectors;
import org.loanregistry.privacy.checkdigit.Luhn;
import org.loanregistry.privacy.checkdigit.ResidentId;
import org.loanregistry.privacy.key.VaultException;

class TokensTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SECRET =
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final TenantSecret secret = TenantSecret.of("lender-a", SECRET);

    @Test
    void the_published_blind_indexes_are_made() throws IOException {
        Map<String, Object> file = Vectors.own("spec/blind_index_kat.json");
        for (var one : Vectors.list(file, "cases")) {
            byte[] key = HEX.parseHex(Vectors.text(file, "key"));
            String in = Vectors.text(one, "in");
            BlindIndexKey indexes = BlindIndexKey.of(CanonicalForm.CN_ID, 1, key);
            assertArrayEquals(Vectors.text(one, "canon").getBytes(UTF_8), CanonicalForm.CN_ID.of(in));
            assertEquals(
                    Vectors.text(one, "index"), HEX.formatHex(indexes.index(in).toBytes()));
            assertArrayEquals(new byte[32], key, "the key is wiped once taken over");
        }
    }

    @Test
    void the_golden_tokens_are_made_and_taken_back() throws IOException {
        Map<String, Object> file = Vectors.own("privacy/tokens.json");
        for (var one : Vectors.list(file, "blindIndexes")) {
            var form = CanonicalForm.valueOf(Vectors.text(one, "form"));
            var key = BlindIndexKey.derive(secret, Vectors.text(one, "purpose"), form, 1);
            assertArrayEquals(Vectors.text(one, "canon").getBytes(UTF_8), form.of(Vectors.text(one, "in")));
            assertEquals(
                    Vectors.text(one, "index"),
                    HEX.formatHex(key.index(Vectors.text(one, "in")).toBytes()));
        }
        for (var one : Vectors.list(file, "formatTokens")) {
            FormatTokens tokens = tokens(TokenFormat.valueOf(Vectors.text(one, "format")));
            assertEquals(Vectors.text(one, "token"), tokens.token(Vectors.text(one, "in")));
            assertEquals(Vectors.text(one, "in"), new String(tokens.revealToken(Vectors.text(one, "token"))));
        }
        assertEquals(
                "eef8eb6ea44af1c57eb74e9ee5735fbe", Pseudonyms.derive(secret).of("subj-0001"));
    }

    @Test
    void the_ways_of_writing_a_value_meet() {
        assertSameIndex(CanonicalForm.MOBILE, "13812345678", "+86 138-1234-5678", "0086(138)12345678", "１３８１２３４５６７８");
        assertSameIndex(CanonicalForm.CARD, "6222021234567894", "6222 0212 3456 7894", "6222-0212-3456-7894");
        assertSameIndex(CanonicalForm.NAME, "买买提·吐尔逊", "买买提•吐尔逊", "买买提・吐尔逊", "买买提‧吐尔逊", "　买买提·吐尔逊");
        assertSameIndex(CanonicalForm.NAME, "Anna M\u00fcller", "Anna  Mu\u0308ller", "Anna\u00a0M\u00fcller");
        assertSameIndex(CanonicalForm.EMAIL, "zhang@qq.com", "zhang@QQ.COM", " zhang＠qq.com");
        assertSameIndex(CanonicalForm.CN_ID, "E12345678", "e1234 5678");
    }

    private void assertSameIndex(CanonicalForm form, String first, String... others) {
        BlindIndexKey key = BlindIndexKey.derive(secret, "lookup", form, 1);
        for (String other : others) {
            assertEquals(key.index(first), key.index(other), form.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CN_ID, 1101051949123100",
        "CN_ID, 11010519491231002Y",
        "CN_ID, AB12",
        "CN_ID, 张三12345678",
        "CN_ID, ' '",
        "MOBILE, 12812345678",
        "MOBILE, 1381234567",
        "MOBILE, +1",
        "MOBILE, 010-12345678",
        "MOBILE, 00",
        "CARD, 12345678901",
        "CARD, 62220212345678901234",
        "CARD, 622202123456789O",
        "EMAIL, nobody",
        "EMAIL, a@b@c.com",
        "EMAIL, @qq.com",
        "EMAIL, a@",
        "EMAIL, a b@qq.com",
        "NAME, ' '",
        "REFERENCE, ''",
        "NAME, '张\ud842'"
    })
    void what_is_no_value_of_its_kind_is_refused_and_not_quoted(CanonicalForm form, String text) {
        BlindIndexKey key = BlindIndexKey.derive(secret, "lookup", form, 1);
        var refusal = assertThrows(IllegalArgumentException.class, () -> key.index(text));
        assertEquals("the text is no " + form, refusal.getMessage());
    }

    @Test
    void other_tenants_purposes_kinds_and_epochs_have_other_indexes() {
        BlindIndex index = index(secret, "lookup", CanonicalForm.CN_ID, 1);
        assertNotEquals(index, index(TenantSecret.of("lender-b", SECRET), "lookup", CanonicalForm.CN_ID, 1));
        assertNotEquals(index, index(secret, "exposure", CanonicalForm.CN_ID, 1));
        assertNotEquals(index, index(secret, "lookup", CanonicalForm.CN_ID, 2));
        assertNotEquals(index, index(secret, "lookup", CanonicalForm.REFERENCE, 1));
        assertEquals(2, index(secret, "lookup", CanonicalForm.CN_ID, 2).epoch());
        assertEquals("BlindIndex[epoch 1]", index.toString());
    }

    private static BlindIndex index(TenantSecret secret, String purpose, CanonicalForm form, int epoch) {
        return BlindIndexKey.derive(secret, purpose, form, epoch).index("11010519491231002X");
    }

    @Test
    void an_epoch_a_purpose_and_a_secret_outside_their_bounds_are_refused() {
        var form = CanonicalForm.MOBILE;
        assertThrows(IllegalArgumentException.class, () -> BlindIndexKey.derive(secret, "lookup", form, 0));
        assertThrows(IllegalArgumentException.class, () -> BlindIndexKey.derive(secret, "lookup", form, 256));
        assertThrows(IllegalArgumentException.class, () -> BlindIndexKey.derive(secret, "", form, 1));
        assertThrows(IllegalArgumentException.class, () -> TenantSecret.of("lender-a", new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> TenantSecret.of("", SECRET));
    }

    @Test
    void a_closed_secret_makes_no_keys_and_its_text_shows_none() {
        TenantSecret closed = TenantSecret.of("lender-a", SECRET);
        closed.close();
        assertThrows(VaultException.class, () -> Pseudonyms.derive(closed));
        assertEquals("TenantSecret[lender-a]", closed.toString());
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void random_tokens_fail_the_real_check_come_back_and_are_not_tokenised_again(TokenFormat format) {
        FormatTokens tokens = tokens(format);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String number = number(format, random);
            String token = tokens.token(number);
            assertEquals(number.length(), token.length());
            switch (format) {
                case RESIDENT_ID -> assertFalse(ResidentId.isValid(token), "seed " + seed);
                case MOBILE -> assertEquals('2', token.charAt(0), "seed " + seed);
                case CARD, CARD_KEEPING_ISSUER -> assertFalse(Luhn.isValid(token), "seed " + seed);
            }
            assertEquals(number, new String(tokens.revealToken(token)), "seed " + seed);
            assertThrows(IllegalArgumentException.class, () -> tokens.token(token), "seed " + seed);
            assertThrows(IllegalArgumentException.class, () -> tokens.revealToken(number), "seed " + seed);
        }
    }

    private static String number(TokenFormat format, Random random) {
        String digits = random.ints(18, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
        return switch (format) {
            case RESIDENT_ID -> {
                String first =
                        "4" + digits.substring(1, 6) + (1900 + random.nextInt(120)) + "0228" + digits.substring(14, 17);
                yield first + ResidentId.checkCharacter(first);
            }
            case MOBILE -> "1" + (3 + random.nextInt(7)) + digits.substring(2, 11);
            case CARD -> withLuhn(digits.substring(0, 11 + random.nextInt(8)));
            case CARD_KEEPING_ISSUER -> withLuhn(digits.substring(0, 15 + random.nextInt(4)));
        };
    }

    private static String withLuhn(String payload) {
        return payload + Luhn.checkDigit(payload, payload.length());
    }

    @Test
    void the_issuer_is_kept_where_asked_and_the_last_four_never() {
        String token = tokens(TokenFormat.CARD_KEEPING_ISSUER).token("6222021234567894");
        assertEquals("622202", token.substring(0, 6));
        assertNotEquals("7894", token.substring(12));
        assertThrows(
                IllegalArgumentException.class,
                () -> tokens(TokenFormat.CARD_KEEPING_ISSUER).token("378282246310005"));
    }

    @ParameterizedTest
    @CsvSource({
        "RESIDENT_ID, 110105194912310021",
        "RESIDENT_ID, E12345678",
        "RESIDENT_ID, 11010519491331002X",
        "MOBILE, +85291234567",
        "MOBILE, 22958950512",
        "CARD, 6222021234567890",
        "CARD, 12345678",
        "CARD_KEEPING_ISSUER, 378282246310005"
    })
    void a_number_without_its_check_is_not_tokenised(TokenFormat format, String number) {
        assertThrows(IllegalArgumentException.class, () -> tokens(format).token(number));
    }

    @ParameterizedTest
    @CsvSource({
        "RESIDENT_ID, 687966950587101488",
        "RESIDENT_ID, 68796695058710148",
        "RESIDENT_ID, 68796695058710148X",
        "RESIDENT_ID, 787966950587101489",
        "MOBILE, 13812345678",
        "MOBILE, 2295895051x",
        "MOBILE, 2295895051",
        "CARD, 1031264602378930",
        "CARD, 10312646",
        "CARD_KEEPING_ISSUER, 944825608775706"
    })
    void what_is_no_token_is_not_taken_back(TokenFormat format, String token) {
        assertThrows(IllegalArgumentException.class, () -> tokens(format).revealToken(token));
    }

    @Test
    void another_column_and_another_epoch_have_other_tokens() {
        String token = tokens(TokenFormat.MOBILE).token("13812345678");
        for (FormatTokens other : new FormatTokens[] {
            FormatTokens.derive(secret, TokenFormat.MOBILE, "borrower", "other", 1),
            FormatTokens.derive(secret, TokenFormat.MOBILE, "contract", "legacy", 1),
            FormatTokens.derive(secret, TokenFormat.MOBILE, "borrower", "legacy", 2)
        }) {
            assertNotEquals(token, other.token("13812345678"));
        }
    }

    private FormatTokens tokens(TokenFormat format) {
        return FormatTokens.derive(secret, format, "borrower", "legacy", 1);
    }
}
