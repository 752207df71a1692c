package org.loanregistry.registry.borrower;

import static org.jooq.impl.DSL.any;
import static org.loanregistry.registry.database.schema.Tables.BORROWER;
import static org.loanregistry.registry.database.schema.Tables.LOOKUP_KEY;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_KEY;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.TableRecord;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.BorrowerRecord;
import org.loanregistry.registry.database.schema.tables.records.SubjectKeyRecord;

/** Borrowers' sealed rows and wrapped keys. */
final class BorrowerStore {

    List<BorrowerRow> byIndex(Transaction tx, Collection<byte[]> indexes) {
        return select(tx, BORROWER.REFERENCE_INDEX.in(indexes));
    }

    List<BorrowerRow> bySubject(Transaction tx, Collection<UUID> subjectIds) {
        return select(tx, BORROWER.SUBJECT_ID.eq(any(subjectIds.toArray(UUID[]::new))));
    }

    /** The wrapped keys of these borrowers, in no order; one that is destroyed is missing. */
    List<TenantKeys.SubjectKey> keys(Transaction tx, Collection<UUID> subjectIds) {
        return tx.dsl()
                .selectFrom(SUBJECT_KEY)
                .where(SUBJECT_KEY.SUBJECT_ID.eq(any(subjectIds.toArray(UUID[]::new))))
                .fetch(row -> new TenantKeys.SubjectKey(
                        row.getTenant(),
                        row.getSubjectId().toString(),
                        new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped())));
    }

    private static List<BorrowerRow> select(Transaction tx, Condition condition) {
        return tx.dsl()
                .select(BORROWER.asterisk(), SUBJECT_KEY.KID, SUBJECT_KEY.KEK_GENERATION, SUBJECT_KEY.WRAPPED)
                .from(BORROWER)
                .join(SUBJECT_KEY)
                .on(SUBJECT_KEY.SUBJECT_ID.eq(BORROWER.SUBJECT_ID))
                .where(condition)
                .fetch(row -> new BorrowerRow(
                        row.get(BORROWER.SUBJECT_ID),
                        row.get(BORROWER.TENANT),
                        row.get(BORROWER.REFERENCE_INDEX),
                        row.get(BORROWER.REFERENCE_SEALED),
                        row.get(BORROWER.NAME_SEALED),
                        row.get(BORROWER.NATIONAL_ID_SEALED),
                        row.get(BORROWER.MOBILE_SEALED),
                        new WrappedDataKey(
                                row.get(SUBJECT_KEY.KID),
                                row.get(SUBJECT_KEY.KEK_GENERATION),
                                row.get(SUBJECT_KEY.WRAPPED))));
    }

    void insert(Transaction tx, List<BorrowerRow> rows, Instant recordedAt) {
        List<TableRecord<?>> keys = new ArrayList<>();
        List<TableRecord<?>> borrowers = new ArrayList<>();
        for (BorrowerRow row : rows) {
            keys.add(new SubjectKeyRecord(
                    row.subjectId(),
                    row.tenant(),
                    row.key().kid(),
                    row.key().kekGeneration(),
                    row.key().wrapped()));
            borrowers.add(new BorrowerRecord(
                    row.subjectId(),
                    row.tenant(),
                    row.referenceIndex(),
                    row.reference(),
                    row.name(),
                    row.nationalId(),
                    row.mobile(),
                    recordedAt.atOffset(ZoneOffset.UTC)));
        }
        tx.dsl().batchInsert(keys).execute();
        tx.dsl().batchInsert(borrowers).execute();
    }

    Optional<byte[]> lookupKey(Transaction tx, String purpose) {
        return tx.dsl()
                .select(LOOKUP_KEY.SEALED_KEY)
                .from(LOOKUP_KEY)
                .where(LOOKUP_KEY.PURPOSE.eq(purpose))
                .fetchOptional(LOOKUP_KEY.SEALED_KEY);
    }

    /** Adds the key unless one is there already. */
    void addLookupKey(Transaction tx, String purpose, byte[] sealed) {
        tx.dsl()
                .insertInto(LOOKUP_KEY)
                .columns(LOOKUP_KEY.PURPOSE, LOOKUP_KEY.SEALED_KEY)
                .values(purpose, sealed)
                .onConflictDoNothing()
                .execute();
    }
}
