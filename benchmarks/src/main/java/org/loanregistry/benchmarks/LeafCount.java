package org.loanregistry.benchmarks;

import java.util.regex.Pattern;

/**
 * A number of leaves as an option states it: {@code 50000}, {@code 100k}, {@code 10M}.
 *
 * @param value from 1 to 100 million
 */
public record LeafCount(int value) {
    private static final int MAX = 100_000_000;
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})([kM]?)");

    /** Refuses what is out of bounds. */
    public LeafCount {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("got " + value + " leaves, want 1 to " + MAX);
        }
    }

    /** Parses the text form. */
    public static LeafCount parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("got '" + text + "', want a number such as 50000, 100k or 10M");
        }
        long unit = switch (parts.group(2)) {
            case "k" -> 1_000L;
            case "M" -> 1_000_000L;
            default -> 1L;
        };
        long leaves = Long.parseLong(parts.group(1)) * unit;
        return new LeafCount((int) Math.min(leaves, Integer.MAX_VALUE));
    }
}
