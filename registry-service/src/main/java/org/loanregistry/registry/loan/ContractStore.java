package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.INSTALMENT;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.TableRecord;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ContractProductRecord;
import org.loanregistry.registry.database.schema.tables.records.ContractRecord;
import org.loanregistry.registry.database.schema.tables.records.ContractShareRecord;
import org.loanregistry.registry.database.schema.tables.records.InstalmentRecord;
import org.loanregistry.transparency.tree.Hash;

/** Contracts with their shares and schedules. Only the first version of each exists so far. */
final class ContractStore {
    private final ShareStandingStore standings = new ShareStandingStore();

    /** Those of the named contracts that exist, each under the name it was asked by. */
    Map<ContractReference, RecordedContract> named(Transaction tx, Collection<ContractReference> references) {
        Set<ContractReference.ByNumber> numbers = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        for (ContractReference reference : references) {
            switch (reference) {
                case ContractReference.ById byId -> ids.add(byId.contractId());
                case ContractReference.ByNumber byNumber -> numbers.add(byNumber);
            }
        }
        Map<ContractReference, RecordedContract> found = new HashMap<>();
        for (var one : numbers.isEmpty() ? List.<SealedRecord<RecordedContract>>of() : byNumbers(tx, numbers)) {
            ContractTerms terms = one.row().terms();
            found.put(new ContractReference.ByNumber(terms.tenant(), terms.number()), one.row());
        }
        for (var one : ids.isEmpty() ? List.<SealedRecord<RecordedContract>>of() : byIds(tx, ids)) {
            found.put(new ContractReference.ById(one.row().contractId()), one.row());
        }
        return found;
    }

    List<SealedRecord<RecordedContract>> byNumbers(Transaction tx, Collection<ContractReference.ByNumber> numbers) {
        return select(
                tx,
                condition(
                        "(tenant, contract_number) in (select * from unnest(?::text[], ?::text[]))",
                        numbers.stream().map(ContractReference.ByNumber::tenant).toArray(String[]::new),
                        numbers.stream().map(ContractReference.ByNumber::number).toArray(String[]::new)));
    }

    List<SealedRecord<RecordedContract>> byIds(Transaction tx, Collection<UUID> contractIds) {
        return select(tx, CONTRACT.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))));
    }

    List<SealedRecord<RecordedContract>> byRecordIds(Transaction tx, Collection<UUID> recordIds) {
        return select(tx, CONTRACT.RECORD_ID.in(recordIds));
    }

    List<SealedRecord<RecordedContract>> byNumber(Transaction tx, String number) {
        return select(tx, CONTRACT.CONTRACT_NUMBER.eq(number));
    }

    private List<SealedRecord<RecordedContract>> select(Transaction tx, Condition condition) {
        List<ContractRecord> rows =
                tx.dsl().selectFrom(CONTRACT).where(condition).fetch();
        List<UUID> ids = rows.stream().map(ContractRecord::getContractId).toList();
        Map<UUID, List<Share>> shares = shares(tx, ids);
        Map<UUID, List<Instalment>> schedules = tx
                .dsl()
                .selectFrom(INSTALMENT)
                .where(INSTALMENT.CONTRACT_ID.eq(any(ids.toArray(UUID[]::new))))
                .orderBy(INSTALMENT.NUMBER)
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(
                        InstalmentRecord::getContractId,
                        Collectors.mapping(ContractStore::instalment, Collectors.toList())));
        Map<UUID, ContractProductRecord> products = tx
                .dsl()
                .selectFrom(CONTRACT_PRODUCT)
                .where(CONTRACT_PRODUCT.CONTRACT_ID.eq(any(ids.toArray(UUID[]::new))))
                .fetch()
                .stream()
                .collect(Collectors.toMap(ContractProductRecord::getContractId, one -> one));
        var agreed = standings.of(tx, ids);
        return rows.stream()
                .map(row -> new SealedRecord<>(
                        contract(
                                row,
                                shares.getOrDefault(row.getContractId(), List.of()),
                                schedules.getOrDefault(row.getContractId(), List.of()),
                                products.get(row.getContractId()),
                                agreed.getOrDefault(row.getContractId(), Map.of())),
                        row.getSealedRecordKey(),
                        Hash.of(row.getLeafHash())))
                .toList();
    }

    /** The funders of each contract, in the order recorded. */
    static Map<UUID, List<Share>> shares(Transaction tx, Collection<UUID> contractIds) {
        return tx
                .dsl()
                .selectFrom(CONTRACT_SHARE)
                .where(CONTRACT_SHARE.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
                .orderBy(CONTRACT_SHARE.PLACE)
                .fetch()
                .stream()
                .collect(Collectors.groupingBy(
                        ContractShareRecord::getContractId,
                        Collectors.mapping(
                                share -> new Share(share.getLenderId(), share.getShareMinor()), Collectors.toList())));
    }

    private static Instalment instalment(InstalmentRecord row) {
        return new Instalment(
                row.getNumber(),
                row.getDueDate(),
                row.getSettleDueDate(),
                row.getAmountMinor(),
                row.getPrincipalMinor(),
                row.getInterestMinor(),
                row.getSource());
    }

    /** Nothing if the row was altered so that it is no product any more: the record then does not fit its leaf. */
    private static @Nullable FrozenProduct product(ContractRecord row, ContractProductRecord product) {
        return FrozenProduct.thaw(product.getTerms(), row.getCurrency(), row.getPrincipalMinor())
                .map(terms -> new FrozenProduct(
                        terms,
                        product.getTerms(),
                        product.getCalculator(),
                        product.getCostTableHash() == null ? null : Hash.of(product.getCostTableHash()),
                        Arrays.asList(product.getRuleWarnings())))
                .orElse(null);
    }

    private static RecordedContract contract(
            ContractRecord row,
            List<Share> shares,
            List<Instalment> schedule,
            @Nullable ContractProductRecord product,
            Map<String, ShareStanding> agreed) {
        var terms = new ContractTerms(
                row.getContractNumber(),
                row.getLenderOfRecord(),
                shares,
                row.getCurrency(),
                row.getPrincipalMinor(),
                row.getFundedMinor(),
                row.getAnnualRate() == null ? null : new Rate(row.getAnnualRate()),
                date(row.getStartDate()),
                row.getTerm() == null ? null : new Term(row.getTerm()),
                row.getInstalmentCount(),
                schedule,
                row.getChargeMinor(),
                row.getTotalDueMinor(),
                row.getStatus(),
                date(row.getClosedAt()),
                TextMap.parse(row.getProvenance()),
                TextMap.parse(row.getAttributes()),
                product == null ? null : product(row, product));
        var stamp = new Stamp(
                row.getRecordId(),
                row.getRowVersion(),
                row.getSubjectId(),
                Hash.of(row.getKid()),
                flags(row.getFlags()),
                row.getSubmitter(),
                row.getRecordedAt().toInstant());
        return new RecordedContract(row.getContractId(), terms, stamp, agreed);
    }

    static @Nullable PartialDate date(@Nullable String text) {
        return text == null ? null : PartialDate.parse(text);
    }

    static SortedSet<Flag> flags(String[] names) {
        return Arrays.stream(names).map(Flag::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    void insert(Transaction tx, List<SealedRecord<RecordedContract>> contracts) {
        List<TableRecord<?>> shares = new ArrayList<>();
        List<TableRecord<?>> instalments = new ArrayList<>();
        for (var one : contracts) {
            RecordedContract contract = one.row();
            UUID id = contract.contractId();
            int version = contract.stamp().rowVersion();
            short place = 0;
            for (Share share : contract.terms().shares()) {
                shares.add(new ContractShareRecord(id, version, place++, share.lender(), share.shareMinor()));
            }
            for (Instalment line : contract.terms().schedule()) {
                instalments.add(new InstalmentRecord(
                        id,
                        version,
                        line.number(),
                        line.dueDate(),
                        line.settleDueDate(),
                        line.amountMinor(),
                        line.principalMinor(),
                        line.interestMinor(),
                        line.source()));
            }
        }
        List<TableRecord<?>> rows = new ArrayList<>();
        contracts.forEach(one -> rows.add(rowOf(one)));
        tx.dsl().batchInsert(rows).execute();
        tx.dsl().batchInsert(shares).execute();
        tx.dsl().batchInsert(instalments).execute();
        tx.dsl()
                .batchInsert(contracts.stream()
                        .flatMap(one -> productRow(one.row()).stream())
                        .toList())
                .execute();
    }

    private static Optional<ContractProductRecord> productRow(RecordedContract contract) {
        return Optional.ofNullable(contract.terms().product())
                .map(product -> new ContractProductRecord(
                        contract.contractId(),
                        contract.stamp().rowVersion(),
                        product.text(),
                        product.calculator(),
                        product.costTableHash() == null
                                ? null
                                : product.costTableHash().toBytes(),
                        product.ruleWarnings().toArray(String[]::new)));
    }

    private static ContractRecord rowOf(SealedRecord<RecordedContract> one) {
        ContractTerms terms = one.row().terms();
        Stamp stamp = one.row().stamp();
        return new ContractRecord(
                one.row().contractId(),
                stamp.rowVersion(),
                stamp.recordId(),
                terms.tenant(),
                terms.number(),
                stamp.subjectId(),
                terms.lenderOfRecord(),
                terms.currency(),
                terms.principalMinor(),
                terms.fundedMinor(),
                terms.annualRate() == null ? null : terms.annualRate().text(),
                terms.startDate() == null ? null : terms.startDate().text(),
                terms.term() == null ? null : terms.term().text(),
                terms.instalmentCount(),
                terms.chargeMinor(),
                terms.totalDueMinor(),
                terms.status(),
                terms.closedAt() == null ? null : terms.closedAt().text(),
                TextMap.toText(terms.provenance()),
                TextMap.toText(terms.attributes()),
                stamp.flagNames().toArray(String[]::new),
                stamp.submitter(),
                stamp.kid().toBytes(),
                stamp.recordedAt().atOffset(ZoneOffset.UTC),
                one.sealedKey(),
                one.leafHash().toBytes());
    }
}
