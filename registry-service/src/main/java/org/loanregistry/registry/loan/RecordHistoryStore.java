package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.DECIDED_CORRECTION;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.PROPOSED_CORRECTION;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record3;
import org.jooq.Select;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** Versions of records, in whichever table they are. */
final class RecordHistoryStore {
    Optional<RecordHistory.Version> version(Transaction tx, UUID recordId) {
        Select<Record3<UUID, UUID, byte[]>> contracts = tx.dsl()
                .select(CONTRACT.CONTRACT_ID, CONTRACT.SUBJECT_ID, CONTRACT.LEAF_HASH)
                .from(CONTRACT)
                .where(CONTRACT.RECORD_ID.eq(recordId));
        Select<Record3<UUID, UUID, byte[]>> repayments = tx.dsl()
                .select(CONTRACT.CONTRACT_ID, CONTRACT.SUBJECT_ID, REPAYMENT.LEAF_HASH)
                .from(REPAYMENT)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(REPAYMENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .where(REPAYMENT.RECORD_ID.eq(recordId));
        Select<Record3<UUID, UUID, byte[]>> events = tx.dsl()
                .select(CONTRACT.CONTRACT_ID, CONTRACT.SUBJECT_ID, LOAN_EVENT.LEAF_HASH)
                .from(LOAN_EVENT)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(LOAN_EVENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .where(LOAN_EVENT.RECORD_ID.eq(recordId));
        return tx.dsl().fetch(contracts.unionAll(repayments).unionAll(events)).stream()
                .findFirst()
                .map(row -> new RecordHistory.Version(recordId, row.value1(), row.value2(), Hash.of(row.value3())));
    }

    List<RecordHistory.Later> later(Transaction tx, UUID recordId) {
        var contract = CONTRACT.as("now");
        var repayment = REPAYMENT.as("now");
        var event = LOAN_EVENT.as("now");
        return tx
                .dsl()
                .select(CONTRACT.LEAF_HASH, CONTRACT.RECORDED_AT, inline(false), CONTRACT.ROW_VERSION)
                .from(CONTRACT)
                .join(contract)
                .on(contract.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID).and(contract.ROW_VERSION.lt(CONTRACT.ROW_VERSION)))
                .where(contract.RECORD_ID.eq(recordId))
                .unionAll(tx.dsl()
                        .select(REPAYMENT.LEAF_HASH, REPAYMENT.RECORDED_AT, inline(false), REPAYMENT.ROW_VERSION)
                        .from(REPAYMENT)
                        .join(repayment)
                        .on(repayment
                                .REPAYMENT_ID
                                .eq(REPAYMENT.REPAYMENT_ID)
                                .and(repayment.ROW_VERSION.lt(REPAYMENT.ROW_VERSION)))
                        .where(repayment.RECORD_ID.eq(recordId)))
                .unionAll(tx.dsl()
                        .select(
                                LOAN_EVENT.LEAF_HASH,
                                LOAN_EVENT.RECORDED_AT,
                                LOAN_EVENT.WITHDRAWN,
                                LOAN_EVENT.ROW_VERSION)
                        .from(LOAN_EVENT)
                        .join(event)
                        .on(event.EVENT_ID.eq(LOAN_EVENT.EVENT_ID).and(event.ROW_VERSION.lt(LOAN_EVENT.ROW_VERSION)))
                        .where(event.RECORD_ID.eq(recordId)))
                .orderBy(4)
                .fetch()
                .stream()
                .map(row -> new RecordHistory.Later(
                        Hash.of(row.value1()), row.value2().toInstant(), row.value3()))
                .toList();
    }

    boolean isQuestioned(Transaction tx, UUID recordId) {
        return tx.dsl()
                .fetchExists(LOAN_EVENT
                        .join(PROPOSED_CORRECTION)
                        .on(PROPOSED_CORRECTION.EVENT_ID.eq(LOAN_EVENT.EVENT_ID))
                        .where(LOAN_EVENT
                                .RECORD_ID
                                .eq(recordId)
                                .and(notExists(selectOne()
                                        .from(DECIDED_CORRECTION)
                                        .where(DECIDED_CORRECTION.CORRECTION_ID.eq(
                                                PROPOSED_CORRECTION.CORRECTION_ID))))));
    }
}
