package org.loanregistry.registry.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo did, in figures. Sizes are bytes; {@code ledgerBytes} is one copy of the chain of blocks. */
record Summary(
        long contracts,
        long instalments,
        long repayments,
        long treeSize,
        long anchors,
        long ledgerBytes,
        long proofBytes,
        long verified,
        long expected,
        List<Caught> cheats,
        Phases phases) {

    boolean isAllRight() {
        return verified == expected
                && expected > 0
                && !cheats.isEmpty()
                && cheats.stream().allMatch(Caught::isCaught);
    }

    Summary with(List<Caught> attempts) {
        return new Summary(
                contracts,
                instalments,
                repayments,
                treeSize,
                anchors,
                ledgerBytes,
                proofBytes,
                verified,
                expected,
                attempts,
                phases);
    }

    long records() {
        return contracts + repayments;
    }

    List<String> lines(Duration recording, Duration total) {
        var lines = new ArrayList<String>();
        lines.add("Summary");
        lines.add("  recorded     " + grouped(contracts) + " contracts with " + grouped(instalments) + " instalments, "
                + grouped(repayments) + " repayments: " + grouped(perSecond(records(), recording)) + " records/s");
        lines.add("  anchored     log of " + grouped(treeSize) + " leaves in " + grouped(anchors) + " anchors: "
                + grouped(records() / Math.max(1, anchors)) + " records an anchor, "
                + grouped(ledgerBytes / Math.max(1, records())) + " bytes of ledger a record");
        lines.add("  verified     " + grouped(verified) + " of " + grouped(expected)
                + " records by the banks that fund them, each against its own peer; one proof bundle is "
                + grouped(proofBytes) + " bytes");
        for (var cheat : cheats) {
            lines.add("  " + (cheat.isCaught() ? "caught      " : "NOT CAUGHT  ") + " " + cheat.cheat());
        }
        lines.add("  times");
        for (var phase : phases.inOrder()) {
            lines.add(String.format(Locale.ROOT, "    %6.1f s  %s", seconds(phase.getValue()), phase.getKey()));
        }
        lines.add(String.format(Locale.ROOT, "    %6.1f s  in all", seconds(total)));
        lines.add(isAllRight() ? "Every check passed." : "NOT every check passed.");
        return lines;
    }

    private static long perSecond(long count, Duration duration) {
        return count * 1000 / Math.max(1, duration.toMillis());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
