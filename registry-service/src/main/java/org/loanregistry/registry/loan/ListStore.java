package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.SharedLoans;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.AccountBalanceRecord;

/**
 * Finds what stands in a list, in the order of the ids of first versions: these are drawn when a record is made, so that what
 * is recorded later stands later, and a correction moves nothing.
 */
final class ListStore {
    private static final Condition IS_LINE = condition("contract_product.terms::jsonb ->> 'kind' <> 'INSTALMENT_LOAN'");

    /**
     * Whose items are looked for, and from where on.
     *
     * @param lender a lender that funds them; absent, anyone
     * @param today the day by which share agreements end
     * @param contractId of this contract only; absent, of all
     * @param flag only what has this flag; absent, everything
     * @param after the place after which to begin; absent, at the beginning
     * @param wanted at most so many
     */
    record Stretch(
            @Nullable String lender,
            LocalDate today,
            @Nullable UUID contractId,
            @Nullable Flag flag,
            @Nullable UUID after,
            int wanted) {}

    /**
     * An item's place and the record that is shown there.
     *
     * @param first the record id of the first version
     * @param newest that of the version that counts
     * @param isEvent whether it is an event of a booked loan
     */
    record Place(UUID first, UUID newest, boolean isEvent) {}

    /** A line's figures after its last event. */
    record LineFigures(
            LocalDate asOf,
            long limitMinor,
            long availableMinor,
            long drawnMinor,
            long principalMinor,
            long dueMinor,
            long daysPastDue,
            String assetClass,
            @Nullable LocalDate closedOn) {}

    /** The ids of contracts, of lines only if so asked. */
    List<UUID> contracts(Transaction tx, Stretch stretch, boolean linesOnly) {
        return tx.dsl()
                .select(CONTRACT.CONTRACT_ID)
                .from(CONTRACT)
                .where(CONTRACT.ROW_VERSION.eq(1))
                .and(within(stretch, CONTRACT.CONTRACT_ID, CONTRACT.RECORD_ID))
                .and(flagged(stretch, CONTRACT.FLAGS))
                .and(
                        linesOnly
                                ? exists(selectOne()
                                        .from(CONTRACT_PRODUCT)
                                        .where(CONTRACT_PRODUCT.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                                        .and(IS_LINE))
                                : noCondition())
                .orderBy(CONTRACT.RECORD_ID)
                .limit(stretch.wanted())
                .fetch(CONTRACT.CONTRACT_ID);
    }

    /** Events of these kinds that count. */
    List<Place> events(Transaction tx, Stretch stretch, Collection<String> kinds) {
        var newest = LOAN_EVENT.as("newest");
        var other = LOAN_EVENT.as("other");
        return tx.dsl()
                .select(LOAN_EVENT.RECORD_ID, newest.RECORD_ID)
                .from(LOAN_EVENT)
                .join(newest)
                .on(newest.EVENT_ID.eq(LOAN_EVENT.EVENT_ID))
                .and(newest.ROW_VERSION.eq(
                        select(max(other.ROW_VERSION)).from(other).where(other.EVENT_ID.eq(LOAN_EVENT.EVENT_ID))))
                .where(LOAN_EVENT.ROW_VERSION.eq(1))
                .and(LOAN_EVENT.KIND.in(kinds.stream().map(kind -> inline(kind)).toList()))
                .and(newest.WITHDRAWN.isFalse())
                .and(within(stretch, LOAN_EVENT.CONTRACT_ID, LOAN_EVENT.RECORD_ID))
                .orderBy(LOAN_EVENT.RECORD_ID)
                .limit(stretch.wanted())
                .fetch(row -> new Place(row.value1(), row.value2(), true));
    }

    /** Repayments as lenders report them of loans that the registry does not reckon. */
    List<Place> reported(Transaction tx, Stretch stretch) {
        return tx.dsl()
                .select(REPAYMENT.RECORD_ID)
                .from(REPAYMENT)
                .where(REPAYMENT.ROW_VERSION.eq(1))
                .and(within(stretch, REPAYMENT.CONTRACT_ID, REPAYMENT.RECORD_ID))
                .and(flagged(stretch, REPAYMENT.FLAGS))
                .orderBy(REPAYMENT.RECORD_ID)
                .limit(stretch.wanted())
                .fetch(row -> new Place(row.value1(), row.value1(), false));
    }

    private static Condition flagged(Stretch stretch, TableField<?, String[]> flags) {
        return stretch.flag() == null
                ? noCondition()
                : inline(stretch.flag().name()).eq(any(flags));
    }

    private static Condition within(Stretch stretch, TableField<?, UUID> contractId, TableField<?, UUID> recordId) {
        Condition condition = stretch.after() == null ? noCondition() : recordId.gt(stretch.after());
        if (stretch.contractId() != null) {
            condition = condition.and(contractId.eq(stretch.contractId()));
        }
        if (stretch.lender() != null) {
            condition = condition
                    .and(exists(selectOne()
                            .from(CONTRACT_SHARE)
                            .where(CONTRACT_SHARE.CONTRACT_ID.eq(contractId))
                            .and(CONTRACT_SHARE.LENDER_ID.eq(stretch.lender()))))
                    .and(SharedLoans.isShared(contractId, inline(stretch.lender()), stretch.today()));
        }
        return condition;
    }

    /** The figures of lines to which something happened. */
    Map<UUID, LineFigures> figures(Transaction tx, Collection<UUID> contractIds) {
        Map<UUID, LineFigures> figures = new HashMap<>();
        tx.dsl()
                .selectFrom(ACCOUNT_BALANCE)
                .where(ACCOUNT_BALANCE.CONTRACT_ID.in(contractIds))
                .forEach(row -> figures.put(row.getContractId(), figures(row)));
        return figures;
    }

    private static LineFigures figures(AccountBalanceRecord row) {
        boolean open = row.getClosedOn() == null && row.getWrittenOffMinor() == 0;
        return new LineFigures(
                row.getAsOf(),
                row.getLimitMinor(),
                open ? Math.max(0, row.getLimitMinor() - row.getPrincipalMinor()) : 0,
                row.getDrawnMinor(),
                row.getPrincipalMinor(),
                row.getDueMinor(),
                row.getDaysPastDue(),
                row.getAssetClass(),
                row.getClosedOn());
    }
}
