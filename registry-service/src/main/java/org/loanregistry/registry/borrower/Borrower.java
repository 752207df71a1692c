package org.loanregistry.registry.borrower;

import java.util.UUID;
import org.loanregistry.privacy.key.DataKey;

/**
 * A borrower of one tenant with the data key under which everything about them is sealed.
 *
 * @param subjectId random, says nothing
 * @param tenant the lender whose borrower it is
 * @param key this borrower's at this tenant
 */
public record Borrower(UUID subjectId, String tenant, DataKey key) {}
