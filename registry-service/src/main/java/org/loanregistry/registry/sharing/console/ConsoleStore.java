package org.loanregistry.registry.sharing.console;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.trueCondition;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CHECKPOINT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.FEED_STATE;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.loanregistry.registry.database.SharedLoans;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.transparency.note.SignedNote;

/** What the pages read of loans. Every question names the lender, and answers of the loans that it funds only. */
final class ConsoleStore {
    private static final short RECORDS = 1;
    private static final int LISTED = 50;

    private static final Field<Long> OUTSTANDING =
            coalesce(ACCOUNT_BALANCE.PRINCIPAL_MINOR, CONTRACT_BALANCE.PRINCIPAL_OUTSTANDING_MINOR, inline(0L));

    List<Exposure> exposure(Transaction tx, String lender, LocalDate today) {
        return tx.dsl()
                .select(CONTRACT.CURRENCY, CONTRACT.STATUS, count(), sum(CONTRACT_SHARE.SHARE_MINOR), sum(OUTSTANDING))
                .from(funded())
                .where(CONTRACT_SHARE.LENDER_ID.eq(lender))
                .and(showsFigures(today))
                .groupBy(CONTRACT.CURRENCY, CONTRACT.STATUS)
                .orderBy(CONTRACT.CURRENCY, sum(CONTRACT_SHARE.SHARE_MINOR).desc())
                .fetch(row -> new Exposure(
                        row.value1(), row.value2(), row.value3(), whole(row.value4()), whole(row.value5())));
    }

    Changes since(Transaction tx, String lender, LocalDate today, Instant since) {
        OffsetDateTime start = since.atOffset(ZoneOffset.UTC);
        return new Changes(
                recorded(tx, CONTRACT, CONTRACT.RECORDED_AT, CONTRACT.CONTRACT_ID, contractsOf(lender, today), start),
                recorded(
                        tx, REPAYMENT, REPAYMENT.RECORDED_AT, REPAYMENT.CONTRACT_ID, contractsOf(lender, today), start),
                recorded(
                        tx,
                        LOAN_EVENT,
                        LOAN_EVENT.RECORDED_AT,
                        LOAN_EVENT.CONTRACT_ID,
                        contractsOf(lender, today),
                        start));
    }

    private static long recorded(
            Transaction tx,
            Table<?> table,
            TableField<?, OffsetDateTime> at,
            TableField<?, UUID> contract,
            Select<Record1<UUID>> loans,
            OffsetDateTime start) {
        return tx.dsl().fetchCount(table, at.ge(start).and(contract.in(loans)));
    }

    /** Records of the lender in its feed so far, anchored or not. */
    long feedSize(Transaction tx, String lender) {
        return tx.dsl()
                .select(FEED_STATE.SIZE)
                .from(FEED_STATE)
                .where(FEED_STATE.LENDER_ID.eq(lender))
                .and(FEED_STATE.LOG_ID.eq(RECORDS))
                .fetchOptional(FEED_STATE.SIZE)
                .orElse(0L);
    }

    /** The newest anchored head; its note holds one line of the log's own. */
    Optional<Anchoring.Head> head(Transaction tx, Instant now) {
        return tx.dsl()
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.LOG_ID.eq(RECORDS))
                .and(CHECKPOINT.STATE.eq("anchored"))
                .orderBy(CHECKPOINT.SIZE.desc())
                .limit(1)
                .fetchOptional(row -> new Anchoring.Head(
                        row.getSize(),
                        now.getEpochSecond() - row.getHeadSeconds(),
                        SignedNote.parse(row.getAnchoredNote()).signatures().size() - 1L));
    }

    /** Up to 50 loans and, if there are more, one more. */
    List<LoanLine> loans(Transaction tx, String lender, LocalDate today, LoanFilter filter) {
        Condition wanted = trueCondition()
                .and(filter.number().isEmpty() ? trueCondition() : CONTRACT.CONTRACT_NUMBER.startsWith(filter.number()))
                .and(filter.status().isEmpty() ? trueCondition() : CONTRACT.STATUS.eq(filter.status()))
                .and(filter.currency().isEmpty() ? trueCondition() : CONTRACT.CURRENCY.eq(filter.currency()));
        if (filter.after() != null) {
            var last = CONTRACT.as("last");
            wanted = wanted.and(row(CONTRACT.CONTRACT_NUMBER, CONTRACT.CONTRACT_ID)
                    .gt(select(last.CONTRACT_NUMBER, last.CONTRACT_ID)
                            .from(last)
                            .where(last.CONTRACT_ID.eq(filter.after()))
                            .and(last.CONTRACT_ID.in(contractsOf(lender, today)))));
        }
        return lines(tx, lender)
                .and(showsFigures(today))
                .and(wanted)
                .orderBy(CONTRACT.CONTRACT_NUMBER, CONTRACT.CONTRACT_ID)
                .limit(LISTED + 1)
                .fetch(ConsoleStore::line);
    }

    /** How many loans a page shows. */
    static int listed() {
        return LISTED;
    }

    /** The values that a column of the lender's contracts has. */
    private static List<String> values(Transaction tx, String lender, LocalDate today, TableField<?, String> column) {
        return tx.dsl()
                .selectDistinct(column)
                .from(CONTRACT)
                .where(CONTRACT.CONTRACT_ID.in(contractsOf(lender, today, ShareStanding.FIGURES)))
                .orderBy(column)
                .fetch(column);
    }

    List<String> statuses(Transaction tx, String lender, LocalDate today) {
        return values(tx, lender, today, CONTRACT.STATUS);
    }

    List<String> currencies(Transaction tx, String lender, LocalDate today) {
        return values(tx, lender, today, CONTRACT.CURRENCY);
    }

    /** Empty if there is no such loan, and just so if the lender does not fund it or is shown nothing of it any more. */
    Optional<LoanLine> loan(Transaction tx, String lender, LocalDate today, UUID contractId) {
        return lines(tx, lender)
                .and(CONTRACT.CONTRACT_ID.eq(contractId))
                .and(SharedLoans.isShared(CONTRACT.CONTRACT_ID, CONTRACT_SHARE.LENDER_ID, today))
                .fetchOptional(ConsoleStore::line);
    }

    List<Loan.Funder> funders(Transaction tx, UUID contractId) {
        return tx.dsl()
                .selectFrom(CONTRACT_SHARE)
                .where(CONTRACT_SHARE.CONTRACT_ID.eq(contractId))
                .orderBy(CONTRACT_SHARE.PLACE)
                .fetch(row -> new Loan.Funder(row.getLenderId(), row.getShareMinor()));
    }

    private static SelectConditionStep<? extends Record> lines(Transaction tx, String lender) {
        return tx.dsl()
                .select(
                        CONTRACT.CONTRACT_ID,
                        CONTRACT.CONTRACT_NUMBER,
                        CONTRACT.LENDER_OF_RECORD,
                        CONTRACT.CURRENCY,
                        CONTRACT.PRINCIPAL_MINOR,
                        CONTRACT_SHARE.SHARE_MINOR,
                        OUTSTANDING,
                        CONTRACT.STATUS,
                        CONTRACT.START_DATE)
                .from(funded())
                .where(CONTRACT_SHARE.LENDER_ID.eq(lender));
    }

    private static LoanLine line(Record row) {
        return new LoanLine(
                row.get(CONTRACT.CONTRACT_ID),
                row.get(CONTRACT.CONTRACT_NUMBER),
                row.get(CONTRACT.LENDER_OF_RECORD),
                row.get(CONTRACT.CURRENCY),
                row.get(CONTRACT.PRINCIPAL_MINOR),
                row.get(CONTRACT_SHARE.SHARE_MINOR),
                row.get(OUTSTANDING),
                row.get(CONTRACT.STATUS),
                row.get(CONTRACT.START_DATE));
    }

    private static Table<?> funded() {
        return CONTRACT.join(CONTRACT_SHARE)
                .on(CONTRACT_SHARE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_SHARE.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .leftJoin(CONTRACT_BALANCE)
                .on(CONTRACT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .leftJoin(ACCOUNT_BALANCE)
                .on(ACCOUNT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID));
    }

    private static Condition showsFigures(LocalDate today) {
        return SharedLoans.isShared(CONTRACT.CONTRACT_ID, CONTRACT_SHARE.LENDER_ID, today, ShareStanding.FIGURES);
    }

    private static Select<Record1<UUID>> contractsOf(String lender, LocalDate today) {
        return contractsOf(lender, today, List.of());
    }

    /** Of what the lender funds, the loans of which it is shown all of these fields. */
    private static Select<Record1<UUID>> contractsOf(String lender, LocalDate today, Collection<String> fields) {
        return select(CONTRACT_SHARE.CONTRACT_ID)
                .from(CONTRACT_SHARE)
                .where(CONTRACT_SHARE.LENDER_ID.eq(lender))
                .and(SharedLoans.isShared(CONTRACT_SHARE.CONTRACT_ID, CONTRACT_SHARE.LENDER_ID, today, fields));
    }

    private static long whole(BigDecimal sum) {
        return sum.longValueExact();
    }
}
