package org.loanregistry.registry.sharing.console;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.web.Words;

/**
 * A bar a status and currency, drawn at the server: one line of the page's SVG each. Bars of one currency are of one scale;
 * currencies are not added up.
 *
 * @param label status and currency
 * @param amount the share in words
 * @param width of the bar, 1 to {@link #WIDTH}
 * @param y its top
 */
public record ShareChart(String label, String amount, long width, int y) {
    /** The longest bar, in units of the drawing. */
    public static final int WIDTH = 300;

    /** From one bar to the next. */
    public static final int STEP = 28;

    /** The bars of a lender's exposure, in its order. */
    static List<ShareChart> of(List<Exposure> exposure, Words words) {
        List<ShareChart> bars = new ArrayList<>();
        for (Exposure one : exposure) {
            long longest = exposure.stream()
                    .filter(other -> other.currency().equals(one.currency()))
                    .mapToLong(Exposure::shareMinor)
                    .max()
                    .orElse(1);
            long width = Math.max(1, scaled(one.shareMinor(), longest));
            bars.add(new ShareChart(
                    one.status() + ", " + one.currency(),
                    words.amount(one.shareMinor(), one.currency()),
                    width,
                    bars.size() * STEP));
        }
        return bars;
    }

    private static long scaled(long share, long longest) {
        // Amounts are below 2^53: three hundred of them fit in a long.
        return share * WIDTH / Math.max(1, longest);
    }
}
