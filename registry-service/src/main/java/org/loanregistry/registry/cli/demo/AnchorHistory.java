package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.transparency.note.VerifierKey;

/** Every anchor of the log of records: as the service believes, and as a bank's own peer says. Times are in milliseconds. */
final class AnchorHistory {
    private final List<Dba.Anchor> believed;
    private final Set<String> believedIds = new HashSet<>();
    private final Set<String> ledgerIds = new HashSet<>();

    AnchorHistory(Demo demo) {
        try (var dba = demo.dba()) {
            believed = dba.anchors();
        }
        believed.forEach(anchor -> believedIds.add(anchor.size() + " " + anchor.transactionId()));
        var origin = origin(demo);
        try (var ledger = AnchorLedger.connect(LedgerProfile.load(demo.home().profile("BankA", "client")))) {
            for (var next = ledger.checkpointAtOrAfter(origin, 1); next.isPresent(); ) {
                var size = next.get().checkpoint().treeSize();
                ledgerIds.add(size + " " + next.get().transactionId());
                next = ledger.checkpointAtOrAfter(origin, size + 1);
            }
        }
    }

    private static String origin(Demo demo) {
        try {
            var file = demo.commands().vkeyFile("records");
            return VerifierKey.parse(Files.readString(file).strip()).name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return believed.size();
    }

    int onLedger() {
        return ledgerIds.size();
    }

    /** Anchors that one of the two has and the other has not, or of another transaction. */
    long differences() {
        var one = believedIds.stream().filter(id -> !ledgerIds.contains(id)).count();
        var other = ledgerIds.stream().filter(id -> !believedIds.contains(id)).count();
        return one + other;
    }

    long longestGap() {
        return gaps(Long.MIN_VALUE, Long.MAX_VALUE).stream()
                .mapToLong(gap -> gap)
                .max()
                .orElse(0);
    }

    /** The longest gap that overlaps the time in which the node was away. */
    long longestGap(Chaos.Fault fault) {
        return gaps(fault.killedAt(), fault.startedAt()).stream()
                .mapToLong(gap -> gap)
                .max()
                .orElse(0);
    }

    long medianGap() {
        var sorted = gaps(Long.MIN_VALUE, Long.MAX_VALUE).stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private List<Long> gaps(long from, long to) {
        var gaps = new ArrayList<Long>();
        for (var i = 1; i < believed.size(); i++) {
            var begin = believed.get(i - 1).at().toEpochMilli();
            var end = believed.get(i).at().toEpochMilli();
            if (end >= from && begin <= to) {
                gaps.add(end - begin);
            }
        }
        return gaps;
    }
}
