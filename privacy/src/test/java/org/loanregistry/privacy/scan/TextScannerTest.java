package org.loanregistry.privacy.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.checkdigit.ResidentId;

class TextScannerTest {
    private final TextScanner scanner = new TextScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "证件号11010519491231002X，请核对|证件号[CN_ID]，请核对",
                "id=11010519491231002x;|id=[CN_ID];",
                "110105 19491231 002X|[CN_ID]",
                "110105-19491231-002-X|[CN_ID]",
                "１１０１０５１９４９１２３１００２Ｘ|[CN_ID]",
                "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X|[CN_ID]",
                "11010519491231002×|[CN_ID]",
                "810000199408230021|[CN_ID]",
                "{\"id\":810000199408230021}|{\"id\":[CN_ID]}",
                "99810000199408230021123|99[CN_ID]123",
                "110105491231002 是旧号|[CN_ID] 是旧号",
                "卡6222 0212 3456 7894已冻结|卡[CARD]已冻结",
                "6222021234567894|[CARD]",
                "{\"card\":6222021234567894,\"n\":1}|{\"card\":[CARD],\"n\":1}",
                "378282246310005|[CARD]",
                "打13812345678给他|打[MOBILE]给他",
                "tel13812345678x|tel[MOBILE]x",
                "+86 138 1234 5678|+[MOBILE]",
                "0086-138-1234-5678|[MOBILE]",
                "8613812345678|[MOBILE]",
                "１３８　１２３４　５６７８|[MOBILE]",
                "138\u200b1234\u200b5678|[MOBILE]",
                "{\"mobile\":13812345678}|{\"mobile\":[MOBILE]}",
                "{\"mobile\":1.3812345678E10}|{\"mobile\":[MOBILE]}",
                "1.38E+10 次|[MOBILE] 次",
                "20260315 13812345678|20260315 [MOBILE]",
                "13812345678 6222021234567894 11010519491231002X|[MOBILE] [CARD] [CN_ID]",
                "13812345678,13912345678|[MOBILE],[MOBILE]"
            })
    void numbers_of_persons_are_found(String text, String redacted) {
        assertEquals(redacted, scanner.redact(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "张三",
                "合同 2026-03-15 00012345",
                "110105194912310021",
                "11010519491331002X",
                "1738123456789",
                "1738123456789012345",
                "6222021234567890",
                "12812345678",
                "138123456789",
                "113812345678",
                "1.3812345678E11",
                "1.2812345678E10",
                "10.1.2.3:8080",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "f8613812345678f0aa0bb1cc2dd3ee4f",
                "amountMinor=1234567890123",
                "1 2 3 4 5"
            })
    void other_numbers_are_left_alone(String text) {
        assertSame(text, scanner.redact(text));
    }

    @Test
    void findings_are_places_not_numbers() {
        assertEquals(
                List.of(new Finding(Finding.Kind.MOBILE, 4, 15), new Finding(Finding.Kind.CN_ID, 16, 34)),
                scanner.scan("tel 13812345678/11010519491231002X."));
    }

    @Test
    void an_empty_place_is_no_finding() {
        assertThrows(IllegalArgumentException.class, () -> new Finding(Finding.Kind.CARD, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> new Finding(Finding.Kind.CARD, -1, 3));
    }

    @Test
    void a_number_hidden_in_random_text_is_found_and_redacting_twice_is_redacting_once() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String before = noise(random);
            String number = number(random);
            String line = before + number + noise(random);
            String redacted = scanner.redact(line);
            assertFalse(redacted.contains(number), () -> "seed " + seed + ": " + line);
            assertEquals(redacted, scanner.redact(redacted), () -> "seed " + seed + ": " + line);
        }
    }

    private static String number(Random random) {
        if (random.nextBoolean()) {
            return "1" + (3 + random.nextInt(7)) + String.format("%09d", random.nextInt(1_000_000_000));
        }
        String first = "110105" + (1900 + random.nextInt(100)) + "1231" + String.format("%03d", random.nextInt(1000));
        return first + ResidentId.checkCharacter(first);
    }

    /** Anything that does not end or begin with a digit or a separator. */
    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder("：");
        for (int i = random.nextInt(12); i > 0; i--) {
            noise.append("ab1 2-张三\"{},=９.".charAt(random.nextInt(15)));
        }
        return noise.append('：').toString();
    }
}
