package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.condition;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.RepaymentRecord;
import org.loanregistry.transparency.tree.Hash;

/** Repayments. Only the first version of each exists so far. */
final class RepaymentStore {

    /** A repayment's natural key. */
    record Key(UUID contractId, String number) {}

    List<SealedRecord<RecordedRepayment>> byKeys(Transaction tx, Collection<Key> keys) {
        return select(
                tx,
                condition(
                        "(repayment.contract_id, repayment_number) in (select * from unnest(?::uuid[], ?::text[]))",
                        keys.stream().map(Key::contractId).toArray(UUID[]::new),
                        keys.stream().map(Key::number).toArray(String[]::new)));
    }

    List<SealedRecord<RecordedRepayment>> byRecordIds(Transaction tx, Collection<UUID> recordIds) {
        return select(tx, REPAYMENT.RECORD_ID.in(recordIds));
    }

    List<SealedRecord<RecordedRepayment>> ofContract(Transaction tx, UUID contractId) {
        return select(tx, REPAYMENT.CONTRACT_ID.eq(contractId));
    }

    List<SealedRecord<RecordedRepayment>> ofContracts(Transaction tx, Collection<UUID> contractIds) {
        return select(tx, REPAYMENT.CONTRACT_ID.in(contractIds));
    }

    private static List<SealedRecord<RecordedRepayment>> select(Transaction tx, Condition condition) {
        var rows = tx.dsl()
                .select(REPAYMENT.asterisk(), CONTRACT.SUBJECT_ID)
                .from(REPAYMENT)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(REPAYMENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .where(condition)
                .orderBy(REPAYMENT.PAID_AT, REPAYMENT.REPAYMENT_NUMBER)
                .fetch();
        Map<UUID, List<Share>> shares = ContractStore.shares(
                tx, rows.getValues(REPAYMENT.CONTRACT_ID).stream().distinct().toList());
        return rows.map(row -> {
            RepaymentRecord repayment = row.into(REPAYMENT);
            return new SealedRecord<>(
                    repayment(
                            repayment,
                            row.get(CONTRACT.SUBJECT_ID),
                            shares.getOrDefault(repayment.getContractId(), List.of())),
                    repayment.getSealedRecordKey(),
                    Hash.of(repayment.getLeafHash()));
        });
    }

    private static RecordedRepayment repayment(RepaymentRecord row, UUID subjectId, List<Share> shares) {
        List<String> given = Arrays.asList(row.getPartsGiven());
        var terms = new RepaymentTerms(
                new ContractReference.ById(row.getContractId()),
                row.getRepaymentNumber(),
                row.getCurrency(),
                row.getAmountMinor(),
                given.contains("principal") ? row.getPrincipalMinor() : null,
                given.contains("interest") ? row.getInterestMinor() : null,
                given.contains("excess") ? row.getExcessMinor() : null,
                PartialDate.parse(row.getPaidAt()),
                ContractStore.date(row.getSettledAt()),
                TextMap.parse(row.getProvenance()),
                TextMap.parse(row.getAttributes()));
        var stamp = new Stamp(
                row.getRecordId(),
                row.getRowVersion(),
                subjectId,
                Hash.of(row.getKid()),
                ContractStore.flags(row.getFlags()),
                row.getSubmitter(),
                row.getRecordedAt().toInstant());
        var split = new Split(row.getPrincipalMinor(), row.getInterestMinor(), row.getExcessMinor());
        return new RecordedRepayment(
                row.getRepaymentId(),
                row.getContractId(),
                row.getContractNumber(),
                shares,
                terms,
                split,
                row.getPrincipalOutstandingMinor(),
                stamp);
    }

    void insert(Transaction tx, List<SealedRecord<RecordedRepayment>> repayments) {
        var rows = new BinaryRows("""
                repayment (repayment_id, row_version, record_id, contract_id, contract_number, repayment_number, currency,
                amount_minor, principal_minor, interest_minor, excess_minor, split_rule, parts_given, paid_at, settled_at,
                principal_outstanding_minor, provenance, attributes, flags, submitter, kid, recorded_at, sealed_record_key,
                leaf_hash)""");
        repayments.forEach(one -> add(rows, one));
        rows.send(tx);
    }

    private static void add(BinaryRows rows, SealedRecord<RecordedRepayment> one) {
        RecordedRepayment repayment = one.row();
        RepaymentTerms terms = repayment.terms();
        Stamp stamp = repayment.stamp();
        List<String> given = new ArrayList<>();
        addIfGiven(given, "principal", terms.principalMinor());
        addIfGiven(given, "interest", terms.interestMinor());
        addIfGiven(given, "excess", terms.excessMinor());
        rows.add(repayment.repaymentId())
                .add(stamp.rowVersion())
                .add(stamp.recordId())
                .add(repayment.contractId())
                .add(repayment.contractNumber())
                .add(terms.number())
                .add(terms.currency())
                .add(terms.amountMinor())
                .add(repayment.split().principal())
                .add(repayment.split().interest())
                .add(repayment.split().excess())
                .add(repayment.splitRule())
                .add(given)
                .add(terms.paidAt().text())
                .add(terms.settledAt() == null ? null : terms.settledAt().text())
                .add(repayment.principalOutstandingMinor())
                .add(TextMap.toText(terms.provenance()))
                .add(TextMap.toText(terms.attributes()))
                .add(stamp.flagNames())
                .add(stamp.submitter())
                .add(stamp.kid().toBytes())
                .add(stamp.recordedAt())
                .add(one.sealedKey())
                .add(one.leafHash().toBytes());
    }

    private static void addIfGiven(List<String> given, String part, @Nullable Long amount) {
        if (amount != null) {
            given.add(part);
        }
    }
}
