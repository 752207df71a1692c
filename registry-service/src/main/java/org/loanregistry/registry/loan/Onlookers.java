package org.loanregistry.registry.loan;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** Who was shown something of a borrower: the access log knows, which stands above loans. */
public interface Onlookers {

    /**
     * The lenders to which something of the person was shown; asking is no look.
     *
     * @param tenant the lender whose borrower it is
     * @param subjectId the borrower
     * @param since from then on
     */
    Set<String> lendersShown(Transaction tx, String tenant, UUID subjectId, Instant since);
}
