package org.loanregistry.transparency.tile;

import org.loanregistry.transparency.bytes.StrictText;

/**
 * Where a tile lies: C2SP tlog-tiles level 0 to 63, index from 0, and width 1 to 256 (256 is a full tile). Hash i of the
 * tile is the root over the 256^level leaves from (index * 256 + i) * 256^level.
 */
public record TileAddress(int level, long index, int width) {
    /** The number of hashes of a full tile. */
    public static final int FULL = 256;

    /** Refuses a level, index or width out of range. */
    public TileAddress {
        if (level < 0 || level > 63) {
            throw new IllegalArgumentException("got tile level " + level + ", want 0 to 63");
        }
        if (index < 0) {
            throw new IllegalArgumentException("got tile index " + index + ", want at least 0");
        }
        requireWidth(width);
    }

    /** Whether the tile holds all its 256 hashes and so never changes. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The path below the log's address: {@code tile/<L>/<N>} or {@code tile/<L>/<N>.p/<W>}. */
    public String path() {
        return "tile/" + level + "/" + indexPath(index, width);
    }

    /** Parses exactly what {@link #path} prints. */
    public static TileAddress parse(String path) {
        try {
            String rest = StrictText.after("tile/", path);
            int slash = rest.indexOf('/');
            int level = Math.toIntExact(StrictText.decimal(rest.substring(0, Math.max(0, slash))));
            String tail = rest.substring(slash + 1);
            int mark = tail.indexOf(".p/");
            int width = mark < 0 ? FULL : Math.toIntExact(StrictText.decimal(tail.substring(mark + 3)));
            TileAddress address = new TileAddress(level, parseIndex(mark < 0 ? tail : tail.substring(0, mark)), width);
            if (address.path().equals(path)) {
                return address;
            }
            throw new IllegalArgumentException("want " + address.path());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a tile path: " + StrictText.quoted(path), e);
        }
    }

    /** The index in groups of three digits, all but the last marked x, and the width unless full. */
    static String indexPath(long index, int width) {
        StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }

    static void requireWidth(int width) {
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("got tile width " + width + ", want 1 to " + FULL);
        }
    }

    private static long parseIndex(String text) {
        String digits = text.replace("x", "").replace("/", "");
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return StrictText.decimal(digits.substring(start));
    }
}
