package org.loanregistry.registry.identity;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.loanregistry.registry.database.Database;

/** The lenders of the registry. They change with a migration only, so they are read once. */
@Singleton
public final class LenderDirectory {
    private final Database database;
    private volatile List<Lender> known = List.of();

    LenderDirectory(Database database) {
        this.database = database;
    }

    /** The lender with this id. */
    public Optional<Lender> find(String lenderId) {
        return all().stream()
                .filter(lender -> lender.lenderId().equals(lenderId))
                .findFirst();
    }

    /** All lenders, by slot. */
    public List<Lender> all() {
        if (known.isEmpty()) {
            known = database.aside(new LenderStore()::all);
        }
        return known;
    }
}
