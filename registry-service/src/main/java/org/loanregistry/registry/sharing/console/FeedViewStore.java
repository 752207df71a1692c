package org.loanregistry.registry.sharing.console;

import static org.jooq.impl.DSL.inline;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.loanregistry.registry.database.Transaction;

/** What records of a feed are of, as far as they are records of loans. */
final class FeedViewStore {
    Map<UUID, FeedView.Of> of(Transaction tx, List<UUID> recordIds) {
        Map<UUID, FeedView.Of> found = new HashMap<>();
        add(
                found,
                tx,
                recordIds,
                CONTRACT,
                CONTRACT.RECORD_ID,
                inline("contract"),
                CONTRACT.CONTRACT_NUMBER,
                CONTRACT.CONTRACT_ID);
        add(
                found,
                tx,
                recordIds,
                REPAYMENT,
                REPAYMENT.RECORD_ID,
                inline("repayment"),
                REPAYMENT.REPAYMENT_NUMBER,
                REPAYMENT.CONTRACT_ID);
        add(
                found,
                tx,
                recordIds,
                LOAN_EVENT,
                LOAN_EVENT.RECORD_ID,
                LOAN_EVENT.KIND,
                LOAN_EVENT.EVENT_NUMBER,
                LOAN_EVENT.CONTRACT_ID);
        return found;
    }

    private static void add(
            Map<UUID, FeedView.Of> found,
            Transaction tx,
            List<UUID> recordIds,
            Table<?> table,
            TableField<?, UUID> recordId,
            Field<String> kind,
            Field<String> number,
            TableField<?, UUID> contractId) {
        tx.dsl()
                .select(recordId, kind, number, contractId)
                .from(table)
                .where(recordId.in(recordIds))
                .forEach(row -> found.put(row.value1(), new FeedView.Of(row.value2(), row.value3(), row.value4())));
    }
}
