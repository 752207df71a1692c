package org.loanregistry.privacy.access;

/** Whoever serves a request fulfils here what a decision demands of it: tell the subject, mark the answer, mask. */
public interface ObligationDesk {
    /**
     * Does what the obligation demands, or makes sure that it will be done. Row counts are not asked here: they follow from
     * the request. That two others approved follows from the facts; here their approval is used up.
     *
     * @return whether it is fulfilled; if not, the access is denied
     */
    boolean fulfil(Obligation obligation, AccessRequest request);
}
