package org.loanregistry.registry.sharing.console;

import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.inline;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.loanregistry.registry.database.Transaction;

/** Everything that was recorded of one loan. */
final class TimeLineStore {
    private record Columns(
            Table<?> table,
            TableField<?, UUID> recordId,
            Field<String> kind,
            Field<String> number,
            Field<String> on,
            Field<Long> amount,
            TableField<?, Integer> version,
            TableField<?, java.time.OffsetDateTime> recordedAt) {}

    private static final Columns CONTRACTS = new Columns(
            CONTRACT,
            CONTRACT.RECORD_ID,
            inline("contract"),
            CONTRACT.CONTRACT_NUMBER,
            CONTRACT.START_DATE,
            CONTRACT.PRINCIPAL_MINOR,
            CONTRACT.ROW_VERSION,
            CONTRACT.RECORDED_AT);
    private static final Columns REPAYMENTS = new Columns(
            REPAYMENT,
            REPAYMENT.RECORD_ID,
            inline("repayment"),
            REPAYMENT.REPAYMENT_NUMBER,
            REPAYMENT.PAID_AT,
            REPAYMENT.AMOUNT_MINOR,
            REPAYMENT.ROW_VERSION,
            REPAYMENT.RECORDED_AT);
    private static final Columns EVENTS = new Columns(
            LOAN_EVENT,
            LOAN_EVENT.RECORD_ID,
            LOAN_EVENT.KIND,
            LOAN_EVENT.EVENT_NUMBER,
            LOAN_EVENT.EFFECTIVE_ON.cast(String.class),
            castNull(Long.class),
            LOAN_EVENT.ROW_VERSION,
            LOAN_EVENT.RECORDED_AT);

    /** In no order, and as if none were in the log yet. */
    List<TimeLine> of(Transaction tx, UUID contractId) {
        return Stream.of(
                        lines(tx, CONTRACTS, CONTRACT.CONTRACT_ID.eq(contractId)),
                        lines(tx, REPAYMENTS, REPAYMENT.CONTRACT_ID.eq(contractId)),
                        lines(tx, EVENTS, LOAN_EVENT.CONTRACT_ID.eq(contractId)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<TimeLine> lines(Transaction tx, Columns columns, Condition ofLoan) {
        return tx.dsl()
                .select(
                        columns.recordId(),
                        columns.kind(),
                        columns.number(),
                        columns.on(),
                        columns.amount(),
                        columns.version(),
                        columns.recordedAt())
                .from(columns.table())
                .where(ofLoan)
                .fetch(row -> new TimeLine(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7().toInstant(),
                        null,
                        false));
    }
}
