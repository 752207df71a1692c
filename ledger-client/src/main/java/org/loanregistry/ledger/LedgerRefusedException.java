package org.loanregistry.ledger;

/** The contract refused a question, for another reason than that there is nothing: the caller asked wrongly. */
public final class LedgerRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    LedgerRefusedException(String function, Refusal refusal) {
        super(function + " was refused, " + refusal.code() + ": " + refusal.sentence());
        this.code = refusal.code();
    }

    /** The contract's code, for example BAD_ARGUMENT. */
    public String code() {
        return code;
    }
}
