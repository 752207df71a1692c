package org.loanregistry.privacy.access;

/** Where facts come from: our own store, written before the request came, and nothing of the request's body. */
public interface FactBook {
    /** What is known of this request now; {@link Facts#none} if nothing is. */
    Facts facts(AccessRequest request);
}
