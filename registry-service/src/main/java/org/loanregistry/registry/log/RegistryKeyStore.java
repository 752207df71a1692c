package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.REGISTRY_KEY;

import java.util.List;
import java.util.function.Supplier;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Transaction;

/** The wrapped data keys of records about no borrower: one that seals, and those before it, which only open. */
final class RegistryKeyStore {
    /**
     * The key that has this many writes left, which count as done from now on; if none has, {@code made}. One process after
     * another, so that two do not both make a successor.
     */
    WrappedDataKey reserve(Transaction tx, long writes, Supplier<WrappedDataKey> made) {
        tx.dsl().execute("lock table registry_key in share row exclusive mode");
        var row = tx.dsl()
                .selectFrom(REGISTRY_KEY)
                .where(REGISTRY_KEY.WRITES.le(DataKey.WRITES_ADVISED - writes))
                .orderBy(REGISTRY_KEY.CREATED_AT, REGISTRY_KEY.KID)
                .limit(1)
                .fetchOne();
        if (row == null) {
            WrappedDataKey key = made.get();
            tx.dsl()
                    .insertInto(
                            REGISTRY_KEY,
                            REGISTRY_KEY.KID,
                            REGISTRY_KEY.KEK_GENERATION,
                            REGISTRY_KEY.WRAPPED,
                            REGISTRY_KEY.WRITES)
                    .values(key.kid(), key.kekGeneration(), key.wrapped(), writes)
                    .execute();
            return key;
        }
        tx.dsl()
                .update(REGISTRY_KEY)
                .set(REGISTRY_KEY.WRITES, REGISTRY_KEY.WRITES.plus(writes))
                .where(REGISTRY_KEY.KID.eq(row.getKid()))
                .execute();
        return new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped());
    }

    List<WrappedDataKey> all(Transaction tx) {
        return tx.dsl()
                .selectFrom(REGISTRY_KEY)
                .orderBy(REGISTRY_KEY.CREATED_AT, REGISTRY_KEY.KID)
                .fetch(row -> new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped()));
    }
}
