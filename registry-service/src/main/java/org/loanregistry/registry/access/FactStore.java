package org.loanregistry.registry.access;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.BORROWER;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_KEY;

import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.loanregistry.registry.database.Transaction;

/** What the store knows of a person and a lender, as it was recorded before the question came. */
final class FactStore {
    /** A person by id, erased ones too. */
    Optional<Subject> subject(Transaction tx, UUID id) {
        var hasKey = field(exists(selectOne().from(SUBJECT_KEY).where(SUBJECT_KEY.SUBJECT_ID.eq(BORROWER.SUBJECT_ID))));
        return tx.dsl()
                .select(BORROWER.TENANT, hasKey)
                .from(BORROWER)
                .where(BORROWER.SUBJECT_ID.eq(id))
                .fetchOptional(row -> new Subject(id, row.value1(), !row.value2()));
    }

    /** Whose contract it is. */
    Optional<UUID> subjectOfContract(Transaction tx, UUID contractId) {
        return tx.dsl()
                .select(CONTRACT.SUBJECT_ID)
                .from(CONTRACT)
                .where(CONTRACT.CONTRACT_ID.eq(contractId).and(isNewest()))
                .fetchOptional(CONTRACT.SUBJECT_ID);
    }

    /** Whether a lender funds one of the person's contracts, as these stand now. */
    boolean funds(Transaction tx, String lender, UUID subjectId) {
        return funds(tx, lender, CONTRACT.SUBJECT_ID.eq(subjectId));
    }

    /** Whether a lender funds this contract, as it stands now. */
    boolean fundsContract(Transaction tx, String lender, UUID contractId) {
        return funds(tx, lender, CONTRACT.CONTRACT_ID.eq(contractId));
    }

    private static boolean funds(Transaction tx, String lender, Condition which) {
        return tx.dsl()
                .fetchExists(CONTRACT.join(CONTRACT_SHARE)
                        .on(CONTRACT_SHARE
                                .CONTRACT_ID
                                .eq(CONTRACT.CONTRACT_ID)
                                .and(CONTRACT_SHARE.ROW_VERSION.eq(CONTRACT.ROW_VERSION)))
                        .where(which.and(CONTRACT_SHARE.LENDER_ID.eq(lender)).and(isNewest())));
    }

    private static Condition isNewest() {
        var later = CONTRACT.as("later");
        return notExists(selectOne()
                .from(later)
                .where(later.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID).and(later.ROW_VERSION.gt(CONTRACT.ROW_VERSION))));
    }
}
