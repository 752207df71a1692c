package org.loanregistry.registry.loan;

/**
 * What one lender funds of a contract.
 *
 * @param lender the lender's id
 * @param shareMinor its part of the principal in minor units, above 0
 */
public record Share(String lender, long shareMinor) {}
