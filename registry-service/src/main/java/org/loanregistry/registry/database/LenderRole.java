package org.loanregistry.registry.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The role as which a lender's data is read: it owns nothing, writes nothing, and sees the rows of the lender that the
 * transaction names (V74, decision 0019). Role and name are the transaction's: they end with it, whether it commits or not, so
 * that the next user of a pooled connection finds neither.
 */
final class LenderRole {
    private static final String TAKE =
            "select set_config('role', 'loanreg_lender', true), set_config('loanreg.lender', ?, true)";
    private static final String LEAVE =
            "select set_config('role', 'none', true), set_config('loanreg.lender', '', true)";

    private static final String MANUAL = "docs/runbook.md, \"How do I use a PostgreSQL of our own?\"";

    private LenderRole() {}

    /** Until the transaction ends or {@link #leave}. */
    static void take(DSLContext dsl, String lender) {
        if (lender.isEmpty()) {
            throw new IllegalArgumentException("want a lender to read for, got none");
        }
        dsl.fetch(TAKE, lender);
    }

    /** Back to the service's own role. */
    static void leave(DSLContext dsl) {
        dsl.fetch(LEAVE);
    }

    /** Why the service cannot work as this login; empty if it can. */
    static Optional<String> fault(DatabaseLogin login) {
        try (var connection = login.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (var found = statement.executeQuery("select rolbypassrls from pg_roles where rolname = current_user")) {
                if (!found.next() || !found.getBoolean(1)) {
                    return Optional.of("the role " + login.user() + " needs bypassrls: " + MANUAL);
                }
            }
            statement.execute("set local role loanreg_lender");
            connection.rollback();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(
                    "the role " + login.user() + " cannot read for a lender: " + e.getMessage() + ": " + MANUAL);
        }
    }
}
