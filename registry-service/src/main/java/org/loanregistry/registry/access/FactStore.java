package org.loanregistry.registry.access;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.BORROWER;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
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

    private static Condition isNewest() {
        var later = CONTRACT.as("later");
        return notExists(selectOne()
                .from(later)
                .where(later.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID).and(later.ROW_VERSION.gt(CONTRACT.ROW_VERSION))));
    }
}
