package org.loanregistry.registry.identity;

import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;

/**
 * Who sends a request.
 *
 * @param role what the caller may do
 * @param organisation the lender's id, the operator's or the officer's; of a borrower the subject id
 */
public record Caller(Role role, String organisation) {

    /**
     * The caller behind an accepted token.
     *
     * @throws IllegalStateException if it carries no role of ours, which only a fault of the service can bring about
     */
    public static Caller of(Authentication authentication) {
        for (Role role : Role.values()) {
            if (authentication.getRoles().contains(role.name())) {
                return new Caller(role, authentication.getName());
            }
        }
        throw new IllegalStateException("a token without a role");
    }

    /** Whether the caller may write and read a loan that these lenders fund. */
    public boolean mayActFor(Collection<String> lenders) {
        return switch (role) {
            case OPERATOR -> true;
            case LENDER -> lenders.contains(organisation);
            case DPO, BORROWER -> false;
        };
    }

    /** Reads what the caller may see: a lender as PostgreSQL shows it, all others as the service, which has to choose. */
    public <T extends @Nullable Object> T read(Database database, Function<Transaction, T> work) {
        return role == Role.LENDER ? database.readFor(organisation, work) : database.read(work);
    }

    /** The same for a part of a transaction. */
    public <T extends @Nullable Object> T reading(Transaction tx, Function<Transaction, T> work) {
        return role == Role.LENDER ? tx.readingFor(organisation, work) : work.apply(tx);
    }

    /** The caller as a record names its submitter: {@code lender:bank-a}, {@code operator:registry-operator}. */
    public String toText() {
        return role.name().toLowerCase(Locale.ROOT) + ":" + organisation;
    }
}
