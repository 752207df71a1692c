package org.loanregistry.registry.key;

/**
 * One generation of a tenant's key encryption key.
 *
 * @param tenant the lender, or {@code registry} for records about no borrower
 * @param generation from 1
 * @param newest whether it wraps what is made now
 * @param present whether the key file holds it
 * @param dataKeys how many data keys in the database are wrapped under it
 */
public record KekStatus(String tenant, int generation, boolean newest, boolean present, long dataKeys) {}
