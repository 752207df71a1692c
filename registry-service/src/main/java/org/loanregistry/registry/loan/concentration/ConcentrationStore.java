package org.loanregistry.registry.loan.concentration;

import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.LENDER_FIGURE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loanregistry.registry.database.Transaction;

/** Reported figures, and balances by partner. */
final class ConcentrationStore {

    void insert(Transaction tx, LenderFigure figure, String reportedBy, Instant now) {
        tx.dsl()
                .insertInto(LENDER_FIGURE)
                .set(LENDER_FIGURE.LENDER_ID, figure.lender())
                .set(LENDER_FIGURE.KIND, figure.kind().name())
                .set(LENDER_FIGURE.CURRENCY, figure.currency())
                .set(LENDER_FIGURE.AS_OF, figure.asOf())
                .set(LENDER_FIGURE.AMOUNT_MINOR, figure.amountMinor())
                .set(LENDER_FIGURE.REPORTED_BY, reportedBy)
                .set(LENDER_FIGURE.REPORTED_AT, now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** The newest figure for a day, as it was reported last. */
    Optional<LenderFigure> figure(
            Transaction tx, String lender, LenderFigure.Kind kind, String currency, LocalDate day) {
        return tx.dsl()
                .selectFrom(LENDER_FIGURE)
                .where(LENDER_FIGURE.LENDER_ID.eq(lender))
                .and(LENDER_FIGURE.KIND.eq(kind.name()))
                .and(LENDER_FIGURE.CURRENCY.eq(currency))
                .and(LENDER_FIGURE.AS_OF.le(day))
                .orderBy(LENDER_FIGURE.AS_OF.desc(), LENDER_FIGURE.FIGURE_ID.desc())
                .limit(1)
                .fetchOptional(row -> new LenderFigure(lender, kind, currency, row.getAsOf(), row.getAmountMinor()));
    }

    /**
     * By partner, the lender's part of the principal that is out on joint loans which the partner brought, rounded half up
     * once a partner.
     */
    SortedMap<String, Long> balances(Transaction tx, String lender, String currency) {
        var out = when(CONTRACT_PRODUCT.CONTRACT_ID.isNull(), CONTRACT_BALANCE.PRINCIPAL_OUTSTANDING_MINOR)
                .otherwise(ACCOUNT_BALANCE.PRINCIPAL_MINOR);
        var part =
                sum(out.cast(BigDecimal.class).times(CONTRACT_SHARE.SHARE_MINOR).div(CONTRACT.PRINCIPAL_MINOR));
        SortedMap<String, Long> balances = new TreeMap<>();
        tx.dsl()
                .select(CONTRACT.TENANT, part)
                .from(CONTRACT_SHARE)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(CONTRACT_SHARE.CONTRACT_ID))
                .and(CONTRACT.ROW_VERSION.eq(CONTRACT_SHARE.ROW_VERSION))
                .join(CONTRACT_BALANCE)
                .on(CONTRACT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .leftJoin(CONTRACT_PRODUCT)
                .on(CONTRACT_PRODUCT.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_PRODUCT.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .leftJoin(ACCOUNT_BALANCE)
                .on(ACCOUNT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .where(CONTRACT_SHARE.LENDER_ID.eq(lender))
                .and(CONTRACT.TENANT.ne(lender))
                .and(CONTRACT.CURRENCY.eq(currency))
                .groupBy(CONTRACT.TENANT)
                .forEach(row -> balances.put(row.value1(), rounded(row.value2())));
        return balances;
    }

    private static long rounded(BigDecimal sum) {
        return sum == null ? 0 : sum.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
