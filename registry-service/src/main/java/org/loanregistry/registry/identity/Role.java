package org.loanregistry.registry.identity;

/** What a user of the registry is. */
public enum Role {
    /** A bank: writes and reads the loans that it funds. */
    LENDER,
    /** The platform of the online lender: writes loans of every lender. */
    OPERATOR,
    /** The data-protection officer: reads who looked at whom, and writes nothing. */
    DPO,
    /** A person about whom loans are recorded: reads what concerns them alone. Their organisation is their subject id. */
    BORROWER
}
