package org.loanregistry.registry.sharing.reconciliation;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.RECONCILIATION;
import static org.loanregistry.registry.database.schema.Tables.RECONCILIATION_CONFIRMATION;
import static org.loanregistry.registry.database.schema.Tables.RECONCILIATION_DIFFERENCE;
import static org.loanregistry.registry.database.schema.Tables.RECONCILIATION_RECORD;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ReconciliationDifferenceRecord;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/** Statements, their differences and confirmations. */
final class ReconciliationStore {
    private static final int FETCHED = 2_000;
    private static final org.loanregistry.registry.database.schema.tables.Reconciliation LATER =
            RECONCILIATION.as("later");

    private static final Field<Boolean> REPLACED = field(exists(selectOne()
            .from(LATER)
            .where(LATER.LENDER_ID.eq(RECONCILIATION.LENDER_ID))
            .and(LATER.AS_OF.eq(RECONCILIATION.AS_OF))
            .and(LATER.RECONCILIATION_ID.gt(RECONCILIATION.RECONCILIATION_ID))));

    /** Until the transaction ends, nobody else adds or confirms a statement of this bank. */
    void lock(Transaction tx, String lender) {
        tx.dsl().execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "reconciliation\n" + lender);
    }

    void insert(Transaction tx, Statement one, List<Difference> differences) {
        tx.dsl()
                .insertInto(RECONCILIATION)
                .values(
                        one.id(),
                        one.lender(),
                        one.asOf(),
                        one.fileHash().toBytes(),
                        one.positions(),
                        one.loans(),
                        one.agreed(),
                        countsText(one.counts()),
                        one.differencesHash().toBytes(),
                        one.submitter(),
                        one.comparedAt().atOffset(ZoneOffset.UTC))
                .execute();
        var rows =
                new BinaryRows("reconciliation_difference (reconciliation_id, number, cause, tenant, contract_number,"
                        + " contract_id, registry_currency, registry_minor, registry_last_on, registry_version, bank_currency,"
                        + " bank_minor, bank_last_on, bank_version)");
        for (Difference difference : differences) {
            rows.add(one.id())
                    .add(difference.number())
                    .add(difference.cause().name())
                    .add(difference.tenant())
                    .add(difference.contractNumber());
            UUID contractId = difference.contractId();
            var row = contractId == null ? rows.addNull() : rows.add(contractId);
            add(row, difference.registry());
            add(row, difference.bank());
        }
        rows.send(tx);
    }

    private static void add(BinaryRows rows, @Nullable Side side) {
        if (side == null) {
            rows.addNull().addNull().addNull().addNull();
        } else {
            rows.add(side.currency())
                    .add(side.principalMinor())
                    .add(side.lastOn())
                    .add(side.version());
        }
    }

    /** Counts by cause as canonical JSON, as the record has them. */
    static String countsText(Map<Cause, Integer> counts) {
        Map<String, Object> tree = new TreeMap<>();
        counts.forEach((cause, count) -> tree.put(cause.name(), (long) count));
        return CanonicalJson.write(tree);
    }

    private static Map<Cause, Integer> counts(String text) {
        Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
        if (CanonicalJson.parse(text) instanceof Map<?, ?> tree) {
            for (Cause cause : Cause.values()) {
                counts.put(cause, Math.toIntExact((Long) Objects.requireNonNull(tree.get(cause.name()))));
            }
        }
        return counts;
    }

    /** One of this lender, or of any. */
    Optional<Statement> find(Transaction tx, @Nullable String lender, UUID id) {
        return select(tx, of(lender).and(RECONCILIATION.RECONCILIATION_ID.eq(id)), 1).stream()
                .findFirst();
    }

    /** Those of this lender, or of all, the newest first. */
    List<Statement> list(Transaction tx, @Nullable String lender, @Nullable UUID after, int wanted) {
        Condition older = after == null ? noCondition() : RECONCILIATION.RECONCILIATION_ID.lt(after);
        return select(tx, of(lender).and(older), wanted);
    }

    private static Condition of(@Nullable String lender) {
        return lender == null ? noCondition() : RECONCILIATION.LENDER_ID.eq(lender);
    }

    private static List<Statement> select(Transaction tx, Condition condition, int wanted) {
        var rows = tx.dsl()
                .select(
                        RECONCILIATION.asterisk(),
                        REPLACED,
                        RECONCILIATION_RECORD.RECORD_ID,
                        RECONCILIATION_RECORD.LEAF_HASH)
                .from(RECONCILIATION)
                .leftJoin(RECONCILIATION_RECORD)
                .on(RECONCILIATION_RECORD.RECONCILIATION_ID.eq(RECONCILIATION.RECONCILIATION_ID))
                .where(condition)
                .orderBy(RECONCILIATION.RECONCILIATION_ID.desc())
                .limit(wanted)
                .fetch();
        Map<UUID, List<Statement.Confirmation>> confirmations = tx.dsl()
                .selectFrom(RECONCILIATION_CONFIRMATION)
                .where(RECONCILIATION_CONFIRMATION.RECONCILIATION_ID.in(
                        rows.getValues(RECONCILIATION.RECONCILIATION_ID)))
                .orderBy(RECONCILIATION_CONFIRMATION.CONFIRMED_AT, RECONCILIATION_CONFIRMATION.PARTY)
                .fetchGroups(
                        RECONCILIATION_CONFIRMATION.RECONCILIATION_ID,
                        row -> new Statement.Confirmation(
                                Statement.Party.valueOf(row.getParty()),
                                row.getOrganisation(),
                                row.getConfirmedAt().toInstant()));
        return rows.map(row ->
                statement(row, confirmations.getOrDefault(row.get(RECONCILIATION.RECONCILIATION_ID), List.of())));
    }

    private static Statement statement(Record row, List<Statement.Confirmation> confirmations) {
        UUID recordId = row.get(RECONCILIATION_RECORD.RECORD_ID);
        return new Statement(
                row.get(RECONCILIATION.RECONCILIATION_ID),
                row.get(RECONCILIATION.LENDER_ID),
                row.get(RECONCILIATION.AS_OF),
                Hash.of(row.get(RECONCILIATION.FILE_HASH)),
                row.get(RECONCILIATION.POSITION_COUNT),
                row.get(RECONCILIATION.LOAN_COUNT),
                row.get(RECONCILIATION.AGREED_COUNT),
                counts(row.get(RECONCILIATION.COUNTS)),
                Hash.of(row.get(RECONCILIATION.DIFFERENCES_HASH)),
                row.get(RECONCILIATION.SUBMITTER),
                row.get(RECONCILIATION.COMPARED_AT).toInstant(),
                row.get(REPLACED),
                confirmations,
                recordId == null
                        ? null
                        : new Statement.Logged(recordId, Hash.of(row.get(RECONCILIATION_RECORD.LEAF_HASH))));
    }

    /** Notes one side's yes. */
    void confirm(Transaction tx, UUID id, Statement.Confirmation one) {
        tx.dsl()
                .insertInto(RECONCILIATION_CONFIRMATION)
                .values(id, one.party().name(), one.organisation(), one.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** A record as its row holds it, its key sealed. */
    @SuppressWarnings("ArrayRecordComponent") // passed through once between store and book
    record SealedEntry(ReconciliationBook.Entry entry, byte[] sealedKey, Hash leafHash) {}

    void insert(Transaction tx, ReconciliationBook.Entry entry, byte[] sealedKey, Hash leafHash) {
        tx.dsl()
                .insertInto(RECONCILIATION_RECORD)
                .values(
                        entry.statement().id(),
                        entry.recordId(),
                        entry.epochSeconds(),
                        entry.confirmations(),
                        sealedKey,
                        leafHash.toBytes())
                .execute();
    }

    /** Those of these records that are of statements. */
    List<SealedEntry> entries(Transaction tx, Collection<UUID> recordIds) {
        var rows = tx.dsl()
                .selectFrom(RECONCILIATION_RECORD)
                .where(RECONCILIATION_RECORD.RECORD_ID.in(recordIds))
                .fetch();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = rows.getValues(RECONCILIATION_RECORD.RECONCILIATION_ID);
        Map<UUID, Statement> statements = select(tx, RECONCILIATION.RECONCILIATION_ID.in(ids), ids.size()).stream()
                .collect(Collectors.toMap(Statement::id, one -> one));
        return rows.map(row -> new SealedEntry(
                new ReconciliationBook.Entry(
                        row.getRecordId(),
                        row.getEpochSeconds(),
                        row.getConfirmations(),
                        Objects.requireNonNull(statements.get(row.getReconciliationId()))),
                row.getSealedRecordKey(),
                Hash.of(row.getLeafHash())));
    }

    /** Differences after this place, of one cause or of all. */
    List<Difference> differences(Transaction tx, UUID id, @Nullable Cause cause, int after, int wanted) {
        return tx.dsl()
                .selectFrom(RECONCILIATION_DIFFERENCE)
                .where(RECONCILIATION_DIFFERENCE.RECONCILIATION_ID.eq(id))
                .and(cause == null ? noCondition() : RECONCILIATION_DIFFERENCE.CAUSE.eq(cause.name()))
                .and(RECONCILIATION_DIFFERENCE.NUMBER.gt(after))
                .orderBy(RECONCILIATION_DIFFERENCE.NUMBER)
                .limit(wanted)
                .fetch(ReconciliationStore::difference);
    }

    /** Hands over all differences in order. */
    void each(Transaction tx, UUID id, Consumer<Difference> taker) {
        try (var rows = tx.dsl()
                .selectFrom(RECONCILIATION_DIFFERENCE)
                .where(RECONCILIATION_DIFFERENCE.RECONCILIATION_ID.eq(id))
                .orderBy(RECONCILIATION_DIFFERENCE.NUMBER)
                .fetchSize(FETCHED)
                .fetchLazy()) {
            rows.forEach(row -> taker.accept(difference(row)));
        }
    }

    private static Difference difference(ReconciliationDifferenceRecord row) {
        return new Difference(
                row.getNumber(),
                Cause.valueOf(row.getCause()),
                row.getTenant(),
                row.getContractNumber(),
                row.getContractId(),
                row.getRegistryVersion() == null
                        ? null
                        : new Side(
                                row.getRegistryCurrency(),
                                row.getRegistryMinor(),
                                row.getRegistryLastOn(),
                                row.getRegistryVersion()),
                row.getBankVersion() == null
                        ? null
                        : new Side(
                                row.getBankCurrency(), row.getBankMinor(), row.getBankLastOn(), row.getBankVersion()));
    }
}
