package org.loanregistry.registry.key;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.loanregistry.registry.database.schema.Tables.DESTROYED_KEK;
import static org.loanregistry.registry.database.schema.Tables.REGISTRY_KEY;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_KEY;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Transaction;

/** Wrapped data keys by the generation that wraps them. */
final class DataKeyStore {
    /** The registry's own keys are those of this tenant and this subject. */
    static final String REGISTRY = "registry";

    private static final int BATCH = 500;

    /** How many data keys each generation of each tenant wraps. */
    record Used(String tenant, int generation, long dataKeys) {}

    List<Used> used(Transaction tx) {
        return tx.dsl()
                .select(SUBJECT_KEY.TENANT, SUBJECT_KEY.KEK_GENERATION, count())
                .from(SUBJECT_KEY)
                .groupBy(SUBJECT_KEY.TENANT, SUBJECT_KEY.KEK_GENERATION)
                .unionAll(tx.dsl()
                        .select(inline(REGISTRY), REGISTRY_KEY.KEK_GENERATION, count())
                        .from(REGISTRY_KEY)
                        .groupBy(REGISTRY_KEY.KEK_GENERATION))
                .fetch(row -> new Used(row.value1(), row.value2(), row.value3().longValue()));
    }

    /** A data key of one subject of a tenant. */
    record SubjectKey(String subject, WrappedDataKey wrapped) {}

    /** One of the data keys that a generation wraps. */
    Optional<SubjectKey> any(Transaction tx, String tenant, int generation) {
        if (tenant.equals(REGISTRY)) {
            return tx.dsl()
                    .selectFrom(REGISTRY_KEY)
                    .where(REGISTRY_KEY.KEK_GENERATION.eq(generation))
                    .limit(1)
                    .fetchOptional(row -> new SubjectKey(
                            REGISTRY, new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped())));
        }
        return tx.dsl()
                .selectFrom(SUBJECT_KEY)
                .where(SUBJECT_KEY.TENANT.eq(tenant), SUBJECT_KEY.KEK_GENERATION.eq(generation))
                .limit(1)
                .fetchOptional(row -> new SubjectKey(
                        row.getSubjectId().toString(),
                        new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped())));
    }

    /** Wraps up to 500 keys anew that are under an older generation; how many there were. */
    int rewrapSome(Transaction tx, String tenant, int newest, BiFunction<String, WrappedDataKey, WrappedDataKey> anew) {
        return tenant.equals(REGISTRY) ? rewrapRegistry(tx, newest, anew) : rewrapSubjects(tx, tenant, newest, anew);
    }

    private static int rewrapSubjects(
            Transaction tx, String tenant, int newest, BiFunction<String, WrappedDataKey, WrappedDataKey> anew) {
        var rows = tx.dsl()
                .selectFrom(SUBJECT_KEY)
                .where(SUBJECT_KEY.TENANT.eq(tenant), SUBJECT_KEY.KEK_GENERATION.lt(newest))
                .orderBy(SUBJECT_KEY.SUBJECT_ID)
                .limit(BATCH)
                .forUpdate()
                .fetch();
        for (var row : rows) {
            WrappedDataKey wrapped = anew.apply(
                    row.getSubjectId().toString(),
                    new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped()));
            row.setKekGeneration(wrapped.kekGeneration());
            row.setWrapped(wrapped.wrapped());
        }
        tx.dsl().batchUpdate(rows).execute();
        return rows.size();
    }

    private static int rewrapRegistry(
            Transaction tx, int newest, BiFunction<String, WrappedDataKey, WrappedDataKey> anew) {
        var rows = tx.dsl()
                .selectFrom(REGISTRY_KEY)
                .where(REGISTRY_KEY.KEK_GENERATION.lt(newest))
                .forUpdate()
                .fetch();
        for (var row : rows) {
            WrappedDataKey wrapped =
                    anew.apply(REGISTRY, new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped()));
            tx.dsl()
                    .update(REGISTRY_KEY)
                    .set(REGISTRY_KEY.KEK_GENERATION, wrapped.kekGeneration())
                    .set(REGISTRY_KEY.WRAPPED, wrapped.wrapped())
                    .where(REGISTRY_KEY.KID.eq(row.getKid()))
                    .execute();
        }
        return rows.size();
    }

    /** Waits for every transaction that adds a key, and holds off others until this one ends. */
    void holdOffWriters(Transaction tx) {
        tx.dsl().execute("lock table subject_key, registry_key in share mode");
    }

    /** From now on no row may say that it is wrapped under this generation; the database refuses it. */
    void markDestroyed(Transaction tx, String tenant, int generation, Instant at) {
        tx.dsl()
                .insertInto(DESTROYED_KEK, DESTROYED_KEK.TENANT, DESTROYED_KEK.GENERATION, DESTROYED_KEK.DESTROYED_AT)
                .values(tenant, generation, at.atOffset(ZoneOffset.UTC))
                .onConflictDoNothing()
                .execute();
    }
}
