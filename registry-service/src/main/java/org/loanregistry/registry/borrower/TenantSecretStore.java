package org.loanregistry.registry.borrower;

import static org.loanregistry.registry.database.schema.Tables.TENANT_SECRET;

import java.util.Optional;
import org.loanregistry.registry.database.Transaction;

/** Tenants' sealed secrets. */
final class TenantSecretStore {
    Optional<byte[]> find(Transaction tx, String tenant) {
        return tx.dsl()
                .select(TENANT_SECRET.SEALED_SECRET)
                .from(TENANT_SECRET)
                .where(TENANT_SECRET.TENANT.eq(tenant))
                .fetchOptional(TENANT_SECRET.SEALED_SECRET);
    }

    /** Adds the secret unless there is one. */
    void add(Transaction tx, String tenant, byte[] sealed) {
        tx.dsl()
                .insertInto(TENANT_SECRET, TENANT_SECRET.TENANT, TENANT_SECRET.SEALED_SECRET)
                .values(tenant, sealed)
                .onConflictDoNothing()
                .execute();
    }
}
