package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.REPAYMENT;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** What is recorded of a borrower. */
final class BorrowerLoansStore {
    /** The person's oldest contract with the tenant under which something is still owed, or a line still open. */
    Optional<UUID> inForce(Transaction tx, String tenant, UUID subjectId) {
        var isOwed = ACCOUNT_BALANCE
                .CONTRACT_ID
                .isNull()
                .and(CONTRACT_BALANCE
                        .PRINCIPAL_OUTSTANDING_MINOR
                        .plus(CONTRACT_BALANCE.INTEREST_OUTSTANDING_MINOR)
                        .gt(0L));
        var isOpen = ACCOUNT_BALANCE.CONTRACT_ID.isNotNull().and(ACCOUNT_BALANCE.CLOSED_ON.isNull());
        return tx.dsl()
                .select(CONTRACT.CONTRACT_ID)
                .from(CONTRACT)
                .join(CONTRACT_BALANCE)
                .on(CONTRACT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .leftJoin(ACCOUNT_BALANCE)
                .on(ACCOUNT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .where(CONTRACT.SUBJECT_ID.eq(subjectId).and(CONTRACT.TENANT.eq(tenant)))
                .and(CONTRACT.CLOSED_AT.isNull())
                .and(isNewest())
                .and(isOwed.or(isOpen))
                .orderBy(CONTRACT.RECORDED_AT, CONTRACT.CONTRACT_ID)
                .limit(1)
                .fetchOptional(CONTRACT.CONTRACT_ID);
    }

    private static Condition isNewest() {
        var later = CONTRACT.as("later");
        return notExists(selectOne()
                .from(later)
                .where(later.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID).and(later.ROW_VERSION.gt(CONTRACT.ROW_VERSION))));
    }

    /** The leaf hashes of all versions of all records of a person's loans, by record. */
    Map<UUID, Hash> leaves(Transaction tx, UUID subjectId) {
        var contracts = select(CONTRACT.CONTRACT_ID).from(CONTRACT).where(CONTRACT.SUBJECT_ID.eq(subjectId));
        Map<UUID, Hash> leaves = new HashMap<>();
        collect(tx, leaves, CONTRACT, CONTRACT.RECORD_ID, CONTRACT.LEAF_HASH, CONTRACT.SUBJECT_ID.eq(subjectId));
        collect(tx, leaves, REPAYMENT, REPAYMENT.RECORD_ID, REPAYMENT.LEAF_HASH, REPAYMENT.CONTRACT_ID.in(contracts));
        collect(
                tx,
                leaves,
                LOAN_EVENT,
                LOAN_EVENT.RECORD_ID,
                LOAN_EVENT.LEAF_HASH,
                LOAN_EVENT.CONTRACT_ID.in(contracts));
        return leaves;
    }

    private static void collect(
            Transaction tx,
            Map<UUID, Hash> leaves,
            Table<?> table,
            Field<UUID> recordId,
            Field<byte[]> leafHash,
            Condition condition) {
        tx.dsl()
                .select(recordId, leafHash)
                .from(table)
                .where(condition)
                .forEach(row -> leaves.put(row.value1(), Hash.of(row.value2())));
    }

    /** Whose loans these records are of. */
    Map<UUID, UUID> subjects(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, UUID> subjects = new HashMap<>();
        tx.dsl()
                .select(CONTRACT.RECORD_ID, CONTRACT.SUBJECT_ID)
                .from(CONTRACT)
                .where(CONTRACT.RECORD_ID.in(recordIds))
                .unionAll(tx.dsl()
                        .select(REPAYMENT.RECORD_ID, CONTRACT.SUBJECT_ID)
                        .from(REPAYMENT)
                        .join(CONTRACT)
                        .on(CONTRACT.CONTRACT_ID.eq(REPAYMENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                        .where(REPAYMENT.RECORD_ID.in(recordIds)))
                .unionAll(tx.dsl()
                        .select(LOAN_EVENT.RECORD_ID, CONTRACT.SUBJECT_ID)
                        .from(LOAN_EVENT)
                        .join(CONTRACT)
                        .on(CONTRACT.CONTRACT_ID.eq(LOAN_EVENT.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                        .where(LOAN_EVENT.RECORD_ID.in(recordIds)))
                .forEach(row -> subjects.put(row.value1(), row.value2()));
        return subjects;
    }
}
