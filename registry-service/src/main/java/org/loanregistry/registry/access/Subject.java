package org.loanregistry.registry.access;

import java.util.UUID;

/**
 * A person about whom something is asked.
 *
 * @param id random, says nothing
 * @param tenant the lender whose borrower it is
 * @param isErased whether the person's key is destroyed
 */
record Subject(UUID id, String tenant, boolean isErased) {}
