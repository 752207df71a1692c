package org.loanregistry.registry.sharing.agreement;

import static org.jooq.impl.DSL.any;
import static org.loanregistry.registry.database.schema.Tables.SHARE_AGREEMENT;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ShareAgreementRecord;
import org.loanregistry.transparency.tree.Hash;

/** All versions of share agreements. */
final class AgreementStore {
    /** A version as its row holds it, the key of its record sealed. */
    @SuppressWarnings("ArrayRecordComponent") // passed through once between store and book
    record Sealed(Agreement agreement, byte[] sealedKey, Hash leafHash) {}

    /** Until the transaction ends, nobody else adds a version to this agreement. */
    void lock(Transaction tx, UUID contractId, String lender) {
        tx.dsl()
                .execute(
                        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                        "agreement\n" + contractId + "\n" + lender);
    }

    void insert(Transaction tx, Agreement one, byte[] sealedKey, Hash leafHash) {
        tx.dsl()
                .executeInsert(new ShareAgreementRecord(
                        one.contractId(),
                        one.lender(),
                        one.version(),
                        one.recordId(),
                        one.act().name(),
                        one.fields().toArray(String[]::new),
                        one.purposes().toArray(String[]::new),
                        one.consents(),
                        one.from(),
                        one.until(),
                        one.caseReference(),
                        one.submitter(),
                        one.epochSeconds(),
                        sealedKey,
                        leafHash.toBytes(),
                        one.previousLeaf() == null ? null : one.previousLeaf().toBytes()));
    }

    /** All versions of all agreements on a contract: by lender, the first version first. */
    List<Sealed> ofContract(Transaction tx, UUID contractId) {
        return select(tx, SHARE_AGREEMENT.CONTRACT_ID.eq(contractId));
    }

    List<Sealed> byRecordIds(Transaction tx, Collection<UUID> recordIds) {
        return select(tx, SHARE_AGREEMENT.RECORD_ID.in(recordIds));
    }

    /** The records of the versions of a lender's agreements on these contracts, the newest first. */
    Map<UUID, List<UUID>> recordsOf(Transaction tx, String lender, Collection<UUID> contractIds) {
        if (contractIds.isEmpty()) {
            return new HashMap<>();
        }
        return tx
                .dsl()
                .select(SHARE_AGREEMENT.CONTRACT_ID, SHARE_AGREEMENT.RECORD_ID)
                .from(SHARE_AGREEMENT)
                .where(SHARE_AGREEMENT.LENDER_ID.eq(lender))
                .and(SHARE_AGREEMENT.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
                .orderBy(SHARE_AGREEMENT.VERSION.desc())
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.value1(), Collectors.mapping(row -> row.value2(), Collectors.toList())));
    }

    private static List<Sealed> select(Transaction tx, Condition condition) {
        return tx.dsl()
                .selectFrom(SHARE_AGREEMENT)
                .where(condition)
                .orderBy(SHARE_AGREEMENT.LENDER_ID, SHARE_AGREEMENT.VERSION)
                .fetch(row -> new Sealed(
                        new Agreement(
                                row.getContractId(),
                                row.getLenderId(),
                                row.getVersion(),
                                row.getRecordId(),
                                Agreement.Act.valueOf(row.getAct()),
                                Arrays.asList(row.getFields()),
                                Arrays.asList(row.getPurposes()),
                                row.getConsents(),
                                row.getFromOn(),
                                row.getUntilOn(),
                                row.getCaseReference(),
                                row.getSubmitter(),
                                row.getEpochSeconds(),
                                row.getPreviousLeaf() == null ? null : Hash.of(row.getPreviousLeaf())),
                        row.getSealedRecordKey(),
                        Hash.of(row.getLeafHash())));
    }
}
