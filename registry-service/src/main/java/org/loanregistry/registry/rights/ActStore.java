package org.loanregistry.registry.rights;

import static org.loanregistry.registry.database.schema.Tables.BORROWER;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_ACT;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_KEY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.SubjectActRecord;
import org.loanregistry.transparency.tree.Hash;

/** The rows of acts, and the two rows that an erasure touches. */
final class ActStore {
    /** The lender whose borrower it is, and the person's key unless it is destroyed. */
    record Person(String tenant, @Nullable WrappedDataKey key) {}

    /** Until the transaction ends, no other decides about this person. */
    Optional<Person> lockPerson(Transaction tx, UUID subjectId) {
        return tx.dsl()
                .select(BORROWER.TENANT)
                .from(BORROWER)
                .where(BORROWER.SUBJECT_ID.eq(subjectId))
                .forUpdate()
                .fetchOptional(row -> new Person(row.value1(), key(tx, subjectId)));
    }

    /** The lender whose borrower it is. */
    Optional<String> tenant(Transaction tx, UUID subjectId) {
        return tx.dsl()
                .select(BORROWER.TENANT)
                .from(BORROWER)
                .where(BORROWER.SUBJECT_ID.eq(subjectId))
                .fetchOptional(BORROWER.TENANT);
    }

    private static @Nullable WrappedDataKey key(Transaction tx, UUID subjectId) {
        return tx.dsl()
                .selectFrom(SUBJECT_KEY)
                .where(SUBJECT_KEY.SUBJECT_ID.eq(subjectId))
                .forUpdate()
                .fetchOne(row -> new WrappedDataKey(row.getKid(), row.getKekGeneration(), row.getWrapped()));
    }

    /** Destroys the person's key, with it the blind indexes, and empties what it sealed. */
    void destroy(Transaction tx, UUID subjectId, byte[] noIndex) {
        tx.dsl()
                .deleteFrom(SUBJECT_KEY)
                .where(SUBJECT_KEY.SUBJECT_ID.eq(subjectId))
                .execute();
        tx.dsl()
                .update(BORROWER)
                .set(BORROWER.REFERENCE_INDEX, noIndex)
                .set(BORROWER.REFERENCE_SEALED, new byte[0])
                .set(BORROWER.NAME_SEALED, new byte[0])
                .set(BORROWER.NATIONAL_ID_SEALED, new byte[0])
                .set(BORROWER.MOBILE_SEALED, new byte[0])
                .where(BORROWER.SUBJECT_ID.eq(subjectId))
                .execute();
    }

    void insert(Transaction tx, SubjectAct act) {
        tx.dsl()
                .executeInsert(new SubjectActRecord(
                        act.actId(),
                        act.recordId(),
                        act.subjectId(),
                        act.tenant(),
                        act.pseudonym(),
                        act.kind().name(),
                        act.refersTo(),
                        act.feed(),
                        act.body(),
                        act.kind() == ActKind.ERASED ? bytes(act.leaves()) : null,
                        act.submitter(),
                        act.epochSeconds(),
                        act.sealedKey(),
                        act.leafHash().toBytes()));
    }

    Optional<SubjectAct> find(Transaction tx, UUID actId) {
        return select(tx, SUBJECT_ACT.ACT_ID.eq(actId)).stream().findFirst();
    }

    /** All acts about a person, in the order of their records. */
    List<SubjectAct> about(Transaction tx, UUID subjectId) {
        return select(tx, SUBJECT_ACT.SUBJECT_ID.eq(subjectId));
    }

    List<SubjectAct> byRecordIds(Transaction tx, Collection<UUID> recordIds) {
        return select(tx, SUBJECT_ACT.RECORD_ID.in(recordIds));
    }

    Set<UUID> erased(Transaction tx, Collection<UUID> subjectIds) {
        return tx.dsl()
                .selectDistinct(SUBJECT_ACT.SUBJECT_ID)
                .from(SUBJECT_ACT)
                .where(SUBJECT_ACT.SUBJECT_ID.in(subjectIds))
                .and(SUBJECT_ACT.ACT.eq(ActKind.ERASED.name()))
                .fetchSet(SUBJECT_ACT.SUBJECT_ID);
    }

    /** Persons whose erasure is granted and not carried out yet. */
    List<UUID> granted(Transaction tx, int limit) {
        var done = SUBJECT_ACT.as("done");
        return tx.dsl()
                .selectDistinct(SUBJECT_ACT.SUBJECT_ID)
                .from(SUBJECT_ACT)
                .where(SUBJECT_ACT.ACT.eq(ActKind.ERASURE_GRANTED.name()))
                .andNotExists(tx.dsl()
                        .selectOne()
                        .from(done)
                        .where(done.SUBJECT_ID.eq(SUBJECT_ACT.SUBJECT_ID))
                        .and(done.ACT.eq(ActKind.ERASED.name())))
                .limit(limit)
                .fetch(SUBJECT_ACT.SUBJECT_ID);
    }

    private static List<SubjectAct> select(Transaction tx, Condition condition) {
        return tx.dsl()
                .selectFrom(SUBJECT_ACT)
                .where(condition)
                .orderBy(SUBJECT_ACT.EPOCH_SECONDS, SUBJECT_ACT.RECORD_ID)
                .fetch(ActStore::act);
    }

    private static SubjectAct act(SubjectActRecord row) {
        return new SubjectAct(
                row.getActId(),
                row.getRecordId(),
                row.getSubjectId(),
                row.getTenant(),
                row.getPseudonym(),
                ActKind.valueOf(row.getAct()),
                row.getRefersTo(),
                row.getFeed(),
                row.getBody(),
                hashes(row.getLeaves()),
                row.getSubmitter(),
                row.getEpochSeconds(),
                row.getSealedRecordKey(),
                Hash.of(row.getLeafHash()));
    }

    private static byte[] bytes(List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    private static List<Hash> hashes(byte @Nullable [] bytes) {
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; bytes != null && i < bytes.length; i += Hash.LENGTH) {
            hashes.add(Hash.at(bytes, i));
        }
        return hashes;
    }
}
