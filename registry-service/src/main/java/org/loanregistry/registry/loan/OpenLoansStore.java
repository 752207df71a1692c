package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.when;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.product.Product;

/** What borrowers have open on booked loans. */
final class OpenLoansStore {

    /**
     * A loan that is neither closed nor written off.
     *
     * @param openMinor of a line its limit, or what is out if that is more; of a loan the principal that is out
     */
    record OpenLoan(UUID subjectId, Product product, String currency, long openMinor) {}

    /** Those of these borrowers. */
    List<OpenLoan> of(Transaction tx, Collection<UUID> subjectIds) {
        var kind = field("contract_product.terms::jsonb ->> 'kind'", String.class);
        // A loan that is agreed and not paid out yet is open in full.
        var out = when(coalesce(ACCOUNT_BALANCE.DRAWN_MINOR, 0L).eq(0L), CONTRACT.PRINCIPAL_MINOR)
                .otherwise(ACCOUNT_BALANCE.PRINCIPAL_MINOR);
        var limit = greatest(coalesce(ACCOUNT_BALANCE.LIMIT_MINOR, CONTRACT.PRINCIPAL_MINOR), out);
        return tx.dsl()
                .select(CONTRACT.SUBJECT_ID, kind, CONTRACT.CURRENCY, out, limit)
                .from(CONTRACT)
                .join(CONTRACT_PRODUCT)
                .on(CONTRACT_PRODUCT.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_PRODUCT.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .leftJoin(ACCOUNT_BALANCE)
                .on(ACCOUNT_BALANCE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .where(CONTRACT.SUBJECT_ID.in(subjectIds))
                .and(CONTRACT.ROW_VERSION.eq(1))
                .and(ACCOUNT_BALANCE.CLOSED_ON.isNull())
                .and(coalesce(ACCOUNT_BALANCE.WRITTEN_OFF_MINOR, 0L).eq(0L))
                .fetch(row -> {
                    Product product = Product.valueOf(row.value2());
                    long open = product == Product.INSTALMENT_LOAN ? row.value4() : row.value5();
                    return new OpenLoan(row.value1(), product, row.value3(), open);
                });
    }
}
