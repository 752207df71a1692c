package org.loanregistry.benchmarks.privacy;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.loanregistry.privacy.mask.MaskLevel;
import org.loanregistry.privacy.mask.MaskType;

/** A value of each kind masked at the level that shows most; made-up persons. */
final class Masks {
    private static final Map<MaskType, String> VALUES = new EnumMap<>(Map.of(
            MaskType.NAME, "欧阳娜娜",
            MaskType.CN_ID, "11010519491231002X",
            MaskType.PHONE, "13812345678",
            MaskType.CARD, "6222021234567890123",
            MaskType.EMAIL, "zhangsan@qq.com",
            MaskType.ADDRESS, "浙江省杭州市西湖区文三路100号",
            MaskType.DEVICE, "192.168.12.34",
            MaskType.BIOMETRIC, "face-0001"));

    private Masks() {}

    private static String name(MaskType type) {
        return "mask_" + type.name().toLowerCase(Locale.ROOT);
    }

    static void addTo(Slices slices) {
        VALUES.forEach((type, clear) -> slices.add(
                name(type),
                () -> type.mask(clear, MaskLevel.STANDARD).toString().length()));
    }

    /** As many of each kind as of any other. */
    static double perSecond(Slices slices) {
        double nanos = VALUES.keySet().stream()
                .mapToDouble(type -> slices.nanos(name(type)))
                .sum();
        return VALUES.size() * 1e9 / nanos;
    }

    static double slowestPerSecond(Slices slices) {
        return VALUES.keySet().stream()
                .mapToDouble(type -> 1e9 / slices.nanos(name(type)))
                .min()
                .orElseThrow();
    }
}
