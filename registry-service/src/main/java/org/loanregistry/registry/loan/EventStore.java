package org.loanregistry.registry.loan;

import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.DRAWDOWN_EVIDENCE;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.LoanEventRecord;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.transparency.tree.Hash;

/** Events of booked loans, all versions. */
final class EventStore {

    List<SealedRecord<RecordedEvent>> byRecordIds(Transaction tx, Collection<UUID> recordIds) {
        return select(tx, LOAN_EVENT.RECORD_ID.in(recordIds));
    }

    /** All versions of all events of some contracts: by day, then as they were recorded. */
    List<SealedRecord<RecordedEvent>> ofContracts(Transaction tx, Collection<UUID> contractIds) {
        return select(tx, LOAN_EVENT.CONTRACT_ID.in(contractIds));
    }

    /** The versions of one event, the first first. */
    List<SealedRecord<RecordedEvent>> versions(Transaction tx, UUID eventId) {
        return select(tx, LOAN_EVENT.EVENT_ID.eq(eventId)).stream()
                .sorted(Comparator.comparingInt(one -> one.row().stamp().rowVersion()))
                .toList();
    }

    private static List<SealedRecord<RecordedEvent>> select(Transaction tx, Condition condition) {
        var rows = tx.dsl()
                .select(LOAN_EVENT.asterisk(), CONTRACT.SUBJECT_ID)
                .from(LOAN_EVENT)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(LOAN_EVENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .where(condition)
                .orderBy(LOAN_EVENT.EFFECTIVE_ON, LOAN_EVENT.EVENT_NUMBER, LOAN_EVENT.ROW_VERSION)
                .fetch();
        Map<UUID, List<Share>> shares = ContractStore.shares(
                tx, rows.getValues(LOAN_EVENT.CONTRACT_ID).stream().distinct().toList());
        return rows.map(row -> {
            LoanEventRecord event = row.into(LOAN_EVENT);
            return new SealedRecord<>(
                    event(event, row.get(CONTRACT.SUBJECT_ID), shares.getOrDefault(event.getContractId(), List.of())),
                    event.getSealedRecordKey(),
                    Hash.of(event.getLeafHash()));
        });
    }

    private static RecordedEvent event(LoanEventRecord row, UUID subjectId, List<Share> shares) {
        var stamp = new Stamp(
                row.getRecordId(),
                row.getRowVersion(),
                subjectId,
                Hash.of(row.getKid()),
                new TreeSet<>(),
                row.getSubmitter(),
                row.getRecordedAt().toInstant());
        return new RecordedEvent(
                row.getEventId(),
                row.getContractId(),
                row.getContractNumber(),
                shares,
                row.getEventNumber(),
                row.getKind(),
                row.getEffectiveOn(),
                row.getBody(),
                row.getCostTableHash() == null ? null : Hash.of(row.getCostTableHash()),
                correction(row),
                stamp);
    }

    private static @Nullable EventCorrection correction(LoanEventRecord row) {
        if (row.getPreviousLeaf() == null) {
            return null;
        }
        return new EventCorrection(
                row.getReasonCode(),
                Arrays.asList(row.getChangedPaths()),
                row.getMaker(),
                row.getChecker(),
                row.getWithdrawn(),
                Hash.of(row.getPreviousLeaf()));
    }

    void insert(Transaction tx, List<SealedRecord<RecordedEvent>> events) {
        tx.dsl().batchInsert(events.stream().map(EventStore::rowOf).toList()).execute();
    }

    private static LoanEventRecord rowOf(SealedRecord<RecordedEvent> one) {
        RecordedEvent event = one.row();
        Stamp stamp = event.stamp();
        EventCorrection correction = event.correction();
        return new LoanEventRecord(
                event.eventId(),
                stamp.rowVersion(),
                stamp.recordId(),
                event.contractId(),
                event.contractNumber(),
                event.number(),
                event.kind(),
                event.on(),
                event.body(),
                event.costTableHash() == null ? null : event.costTableHash().toBytes(),
                correction == null ? null : correction.reasonCode(),
                correction == null ? new String[0] : correction.changedPaths().toArray(String[]::new),
                correction == null ? null : correction.maker(),
                correction == null ? null : correction.checker(),
                correction != null && correction.withdrawn(),
                correction == null ? null : correction.previousLeaf().toBytes(),
                stamp.submitter(),
                stamp.kid().toBytes(),
                stamp.recordedAt().atOffset(ZoneOffset.UTC),
                one.sealedKey(),
                one.leafHash().toBytes());
    }

    /** Takes an order as what backs a drawdown; false if it backs another one. */
    boolean take(Transaction tx, EventForm.Evidence evidence, UUID eventId) {
        return tx.dsl()
                        .insertInto(DRAWDOWN_EVIDENCE)
                        .values(evidence.company(), evidence.order(), eventId)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Lets go what backed this drawdown: it names another order now, or did not happen. */
    void release(Transaction tx, UUID eventId) {
        tx.dsl()
                .deleteFrom(DRAWDOWN_EVIDENCE)
                .where(DRAWDOWN_EVIDENCE.EVENT_ID.eq(eventId))
                .execute();
    }

    /** The drawdown that an order backs. */
    Optional<UUID> backedBy(Transaction tx, EventForm.Evidence evidence) {
        return tx.dsl()
                .select(DRAWDOWN_EVIDENCE.EVENT_ID)
                .from(DRAWDOWN_EVIDENCE)
                .where(DRAWDOWN_EVIDENCE.CORE_COMPANY.eq(evidence.company()))
                .and(DRAWDOWN_EVIDENCE.ORDER_NUMBER.eq(evidence.order()))
                .fetchOptional(DRAWDOWN_EVIDENCE.EVENT_ID);
    }
}
