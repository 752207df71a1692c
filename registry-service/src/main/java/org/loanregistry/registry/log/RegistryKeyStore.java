package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.REGISTRY_KEY;

import java.util.Optional;
import java.util.function.Supplier;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Transaction;

/** The one row that holds the wrapped data key of records about no borrower. */
final class RegistryKeyStore {
    /** The stored key; else {@code made}, unless another process stored one first. */
    WrappedDataKey findOrAdd(Transaction tx, Supplier<WrappedDataKey> made) {
        return find(tx).orElseGet(() -> {
            var key = made.get();
            tx.dsl()
                    .insertInto(REGISTRY_KEY, REGISTRY_KEY.KID, REGISTRY_KEY.KEK_GENERATION, REGISTRY_KEY.WRAPPED)
                    .values(key.kid(), key.kekGeneration(), key.wrapped())
                    .onConflictDoNothing()
                    .execute();
            return find(tx).orElseThrow();
        });
    }

    private static Optional<WrappedDataKey> find(Transaction tx) {
        return tx.dsl()
                .selectFrom(REGISTRY_KEY)
                .fetchOptional(row -> new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped()));
    }
}
