package org.loanregistry.privacy.access;

/** Whoever serves a request fulfils here what a decision demands of it: tell the subject, mark the answer, mask. */
public interface ObligationDesk {
    /**
     * Does what the obligation demands, or makes sure that it will be done. Approvals and row counts are not asked here:
     * they follow from the facts.
     *
     * @return whether it is fulfilled; if not, the access is denied
     */
    boolean fulfil(Obligation obligation, AccessRequest request);
}
