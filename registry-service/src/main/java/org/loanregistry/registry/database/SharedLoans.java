package org.loanregistry.registry.database;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.loanregistry.registry.database.schema.Tables.SHARE_AGREEMENT;

import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.loanregistry.registry.database.schema.tables.ShareAgreement;

/** Which loans a lender's share agreements let it see in lists and sums; who funds them is asked beside. */
public final class SharedLoans {
    private static final ShareAgreement NEWEST = SHARE_AGREEMENT.as("newest_agreement");
    private static final ShareAgreement LATER = SHARE_AGREEMENT.as("later_agreement");

    private SharedLoans() {}

    /** Those whose agreement, if there is one of their own, has not ended. */
    public static Condition isShared(Field<UUID> contractId, Field<String> lender, LocalDate today) {
        return without(contractId, lender, hasEnded(today));
    }

    /** Those of them whose agreement has all these fields. */
    public static Condition isShared(
            Field<UUID> contractId, Field<String> lender, LocalDate today, Collection<String> fields) {
        Condition lacks = NEWEST.FIELDS.contains(fields.toArray(String[]::new)).not();
        return without(
                contractId,
                lender,
                fields.isEmpty() ? hasEnded(today) : hasEnded(today).or(lacks));
    }

    private static Condition hasEnded(LocalDate today) {
        return NEWEST.ACT.eq(inline("REVOKED")).or(NEWEST.UNTIL_ON.lt(today));
    }

    private static Condition without(Field<UUID> contractId, Field<String> lender, Condition bar) {
        return notExists(selectOne()
                .from(NEWEST)
                .where(NEWEST.CONTRACT_ID.eq(contractId))
                .and(NEWEST.LENDER_ID.eq(lender))
                .and(notExists(selectOne()
                        .from(LATER)
                        .where(LATER.CONTRACT_ID.eq(NEWEST.CONTRACT_ID))
                        .and(LATER.LENDER_ID.eq(NEWEST.LENDER_ID))
                        .and(LATER.VERSION.gt(NEWEST.VERSION))))
                .and(bar));
    }
}
