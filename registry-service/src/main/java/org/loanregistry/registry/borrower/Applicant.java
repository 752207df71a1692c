package org.loanregistry.registry.borrower;

/**
 * A borrower to be enrolled.
 *
 * @param tenant the lender whose borrower it is
 * @param identity who it is
 */
public record Applicant(String tenant, BorrowerIdentity identity) {}
