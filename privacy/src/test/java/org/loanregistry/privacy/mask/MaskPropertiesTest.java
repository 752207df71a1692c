package org.loanregistry.privacy.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every mask, whatever the text: seeded random texts, made of what trips masks up. */
class MaskPropertiesTest {
    private static final int TEXTS = 40_000;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final List<String> PARTS = List.of(
            "张",
            "欧阳",
            "𠮷",
            "é",
            "e\u0301",
            "👨‍👩‍👧",
            "🇨🇳",
            "\ud842",
            "\udfb7",
            "\u200d",
            "·",
            " ",
            "\u3000",
            "\t",
            "*",
            "**",
            "***",
            "****",
            "******",
            "１",
            "Ｘ",
            "x",
            "X",
            "a",
            "Z",
            "0",
            "1",
            "13812345678",
            "110105",
            "19491231",
            "002X",
            "6222021234567890",
            "+86",
            "+852",
            "0086",
            "010-",
            "0571",
            "-",
            "@",
            "qq.com",
            ".",
            "com",
            "北京市",
            "朝阳区",
            "浙江省",
            "杭州市",
            "自治县",
            "小区",
            "号",
            "10.1",
            "255",
            "ac:de",
            ":",
            "(",
            ")",
            "[C3]",
            "\u0000",
            "\\",
            "\"");

    @ParameterizedTest
    @EnumSource(MaskType.class)
    void holds_for_random_texts(MaskType type) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String clear = text(random);
            for (MaskLevel level : MaskLevel.values()) {
                check(type, level, clear, "seed " + seed + ", text " + i);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(8); parts > 0; parts--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        for (int digits = random.nextInt(4) == 0 ? random.nextInt(20) : 0; digits > 0; digits--) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static void check(MaskType type, MaskLevel level, String clear, String where) {
        String mask = type.mask(clear, level).toString();
        assertEquals(mask, type.mask(mask, level).toString(), () -> "idempotent; " + where);
        assertFalse(hasLoneSurrogate(mask), () -> "lone surrogate; " + where);
        assertTrue(mask.contains("*") || mask.equals("[C3]"), () -> "a mask shows that it is one; " + where);
        boolean isMask = clear.contains("*") || clear.equals("[C3]");
        assertTrue(isMask || !mask.equals(clear), () -> "unchanged; " + where);
        long visible = mask.codePoints().filter(c -> c != '*').count();
        assertTrue(visible <= mostVisible(type, level), () -> visible + " characters visible; " + where);
        if (type == MaskType.NAME) {
            long graphemes = GRAPHEME.matcher(mask).results().count();
            assertTrue(graphemes == 2 || graphemes == 3, () -> "name of " + graphemes + "; " + where);
        }
    }

    private static boolean hasLoneSurrogate(String mask) {
        return mask.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static int mostVisible(MaskType type, MaskLevel level) {
        boolean standard = level == MaskLevel.STANDARD;
        return switch (type) {
            // One grapheme: a letter with its marks is more than one code point.
            case NAME -> level == MaskLevel.MINIMAL ? 0 : 4;
            case CN_ID -> standard ? 2 : 0;
            case PHONE -> standard ? 9 : 5;
            case CARD -> standard ? 10 : 4;
            case EMAIL -> standard ? 13 : 0;
            case ADDRESS -> standard ? 40 : 8;
            case DEVICE -> standard ? 11 : 0;
            case BIOMETRIC -> 4;
        };
    }
}
