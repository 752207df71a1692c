package org.loanregistry.registry.loan.product;

/**
 * Somebody who is no funder stands in for the borrower.
 *
 * @param guarantor its name: an organisation, never a person
 * @param coverMinor up to so much in all, above 0
 */
public record Guarantee(String guarantor, long coverMinor) {}
