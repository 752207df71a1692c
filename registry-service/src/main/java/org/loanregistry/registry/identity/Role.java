package org.loanregistry.registry.identity;

/** What a user of the registry is. */
public enum Role {
    /** A bank: writes and reads the loans that it funds. */
    LENDER,
    /** The platform of the online lender: writes loans of every lender. */
    OPERATOR
}
