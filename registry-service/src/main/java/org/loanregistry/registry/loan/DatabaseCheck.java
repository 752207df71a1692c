package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogWalk;

/**
 * Holds every loan of the database against itself: each leaf of the log of records follows from its row as it is now, each
 * row has a leaf, and each projection is what its contract's events and repayments fold to. Memory does not grow with the
 * database; what is recorded meanwhile may be missed.
 */
@Singleton
public final class DatabaseCheck {
    private static final int CONTRACTS = 200;

    private final Database database;
    private final LeafCheck leafCheck;
    private final BalanceCheck balanceCheck;
    private final LogWalk walk;
    private final CheckStore store = new CheckStore();

    DatabaseCheck(Database database, LeafCheck leafCheck, LogWalk walk) {
        this.database = database;
        this.leafCheck = leafCheck;
        this.balanceCheck = new BalanceCheck(walk);
        this.walk = walk;
    }

    /**
     * How far a check is.
     *
     * @param what of what
     * @param done how many are looked at
     * @param all of how many
     */
    public record Progress(String what, long done, long all) {}

    /**
     * What was found.
     *
     * @param leaves leaves derived again or found not to be derivable
     * @param erased of them those of erased borrowers, which nobody can derive any more
     * @param contracts contracts whose projections were folded again
     * @param faults what does not agree, by id, never a value
     */
    public record Result(long leaves, long erased, long contracts, List<String> faults) {
        /** Copies the list. */
        public Result {
            faults = List.copyOf(faults);
        }
    }

    /** Looks at everything. */
    public Result run(Consumer<Progress> progress) {
        List<String> faults = new ArrayList<>();
        long[] leaves = leaves(progress, faults);
        long contracts = contracts(progress, faults);
        return new Result(leaves[0], leaves[1], contracts, faults);
    }

    private long[] leaves(Consumer<Progress> progress, List<String> faults) {
        long all = walk.size(LogName.RECORDS);
        long[] done = {0, 0};
        walk.each(LogName.RECORDS, page -> {
            Map<UUID, byte[]> leaves = new LinkedHashMap<>();
            page.forEach(one -> leaves.put(one.recordId(), one.leafData()));
            Findings found = leaves(leaves);
            faults.addAll(found.faults());
            done[0] += page.size();
            done[1] += found.erased();
            progress.accept(new Progress("leaves", done[0], Math.max(all, done[0])));
        });
        return done;
    }

    /** Which of these records have a row. */
    public Set<UUID> present(Transaction tx, Collection<UUID> recordIds) {
        return leafCheck.present(tx, recordIds);
    }

    private Findings leaves(Map<UUID, byte[]> page) {
        return unlessUnreadable(() -> database.read(tx -> leafCheck.check(tx, page)), () -> {
            List<String> faults = new ArrayList<>();
            long erased = 0;
            for (var one : page.entrySet()) {
                Findings found = unlessUnreadable(
                        () -> database.read(tx -> leafCheck.check(tx, Map.of(one.getKey(), one.getValue()))),
                        () -> new Findings(List.of("record " + one.getKey() + ": its rows cannot be read"), 0));
                faults.addAll(found.faults());
                erased += found.erased();
            }
            return new Findings(faults, erased);
        });
    }

    private long contracts(Consumer<Progress> progress, List<String> faults) {
        long all = database.read(store::contracts);
        long done = 0;
        List<UUID> page = List.of();
        do {
            UUID last = page.isEmpty() ? null : page.getLast();
            page = database.read(tx -> store.contractsAfter(tx, last, CONTRACTS));
            faults.addAll(contracts(page));
            done += page.size();
            progress.accept(new Progress("contracts", done, all));
        } while (page.size() == CONTRACTS);
        return done;
    }

    private List<String> contracts(List<UUID> page) {
        return unlessUnreadable(() -> database.read(tx -> balanceCheck.check(tx, page)), () -> {
                    List<String> faults = new ArrayList<>();
                    for (UUID id : page) {
                        faults.addAll(unlessUnreadable(
                                        () -> database.read(tx -> balanceCheck.check(tx, List.of(id))),
                                        () -> new Findings(List.of("contract " + id + ": its rows cannot be read"), 0))
                                .faults());
                    }
                    return new Findings(faults, 0);
                })
                .faults();
    }

    /** What an altered row makes of a check that expects rows as they were written; any other failure goes on up. */
    private static Findings unlessUnreadable(Supplier<Findings> check, Supplier<Findings> otherwise) {
        try {
            return check.get();
        } catch (VaultException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | DateTimeException
                | NoSuchElementException e) {
            return otherwise.get();
        }
    }
}
