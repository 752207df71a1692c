package org.loanregistry.registry.sharing.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Position;

/** Holds a bank's positions against the registry's, which come one by one and in any order. Not thread-safe. */
final class Comparison {
    private final Map<LoanKey, Side> open;
    private final int positions;
    private final List<Found> found = new ArrayList<>();
    private int loans;
    private int agreed;

    /** @param bank the bank's positions; they are taken out of it as their loans come */
    Comparison(Map<LoanKey, Side> bank) {
        this.open = bank;
        this.positions = bank.size();
    }

    private record Found(
            LoanKey key,
            Cause cause,
            @Nullable UUID contractId,
            @Nullable Side registry,
            @Nullable Side bank) {}

    /**
     * What came out.
     *
     * @param positions lines of the bank's file
     * @param loans loans of which the registry has something out
     * @param agreed lines that the registry agrees with
     * @param counts of differences by cause, every cause named
     * @param differences by loan, then by cause
     */
    record Result(int positions, int loans, int agreed, Map<Cause, Integer> counts, List<Difference> differences) {}

    /** The registry's side of a loan. A bank need not name one of which nothing is out. */
    void add(Position position) {
        var key = new LoanKey(position.tenant(), position.number());
        var registry = new Side(position.currency(), position.principalMinor(), position.lastOn(), position.version());
        loans += registry.principalMinor() > 0 ? 1 : 0;
        Side bank = open.remove(key);
        if (bank == null) {
            if (registry.principalMinor() > 0) {
                found.add(new Found(key, Cause.MISSING_AT_BANK, position.contractId(), registry, null));
            }
            return;
        }
        var causes = Cause.between(registry, bank);
        agreed += causes.isEmpty() ? 1 : 0;
        causes.forEach(cause -> found.add(new Found(key, cause, position.contractId(), registry, bank)));
    }

    /** Call once all loans of the registry were given. */
    Result finish() {
        open.forEach((key, bank) -> found.add(new Found(key, Cause.MISSING_AT_REGISTRY, null, null, bank)));
        open.clear();
        found.sort(Comparator.comparing(Found::key).thenComparing(Found::cause));
        Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            counts.put(cause, 0);
        }
        List<Difference> differences = new ArrayList<>(found.size());
        for (Found one : found) {
            counts.merge(one.cause(), 1, Integer::sum);
            differences.add(new Difference(
                    differences.size() + 1,
                    one.cause(),
                    one.key().tenant(),
                    one.key().number(),
                    one.contractId(),
                    one.registry(),
                    one.bank()));
        }
        return new Result(positions, loans, agreed, counts, differences);
    }
}
