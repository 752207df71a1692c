package org.loanregistry.registry.identity;

import static org.loanregistry.registry.database.schema.Tables.LENDER;

import java.util.List;
import org.loanregistry.registry.database.Transaction;

/** The table of lenders. */
final class LenderStore {
    List<Lender> all(Transaction tx) {
        return tx.dsl()
                .selectFrom(LENDER)
                .orderBy(LENDER.SLOT)
                .fetch(row -> new Lender(row.getLenderId(), row.getSlot(), row.getMspId(), row.getName()));
    }
}
