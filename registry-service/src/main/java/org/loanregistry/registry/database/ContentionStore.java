package org.loanregistry.registry.database;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;

/**
 * Runs work again that lost a race: another transaction added the same natural key first, or two waited for each other.
 * The second run sees what the first could not.
 */
public final class ContentionStore {
    private static final int ATTEMPTS = 4;

    /** unique_violation, deadlock_detected, serialization_failure. */
    private static final Set<String> LOST_RACES = Set.of("23505", "40P01", "40001");

    private ContentionStore() {}

    /** The work's result, in a transaction of its own at each attempt; the last attempt's failure is thrown. */
    public static <T> T inTransaction(Database database, Function<Transaction, T> work) {
        return retrying(() -> database.inTransaction(work));
    }

    /** The same for work that opens its own transaction. */
    public static <T> T retrying(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (DataAccessException e) {
                if (attempt == ATTEMPTS || !LOST_RACES.contains(e.sqlState())) {
                    throw e;
                }
            }
        }
    }
}
