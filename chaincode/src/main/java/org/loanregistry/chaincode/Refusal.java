package org.loanregistry.chaincode;

/** A call that the contract's rules do not allow; the message is {@code CODE: sentence}. Nothing was written. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for a program to read. */
    enum Code {
        BAD_ARGUMENT,
        NOT_ALLOWED,
        UNKNOWN_FUNCTION,
        /** Governance. */
        UNKNOWN_PROPOSAL,
        STALE_PROPOSAL,
        LOG_EXISTS,
        WRONG_CHANNEL,
        GENERATION_OPEN,
        UNKNOWN_BANK,
        BANK_EXISTS,
        TOO_FEW_BANKS,
        TOO_MANY_BANKS,
        WITNESS_NEEDED,
        /** Logs and their heads. */
        UNKNOWN_LOG,
        LOG_FROZEN,
        LOG_CLOSED,
        MALFORMED_NOTE,
        BAD_SIGNATURE,
        WRONG_OLD_SIZE,
        SMALLER_TREE,
        OTHER_ROOT,
        INCONSISTENT,
        FEW_COSIGNATURES,
        OLDER_HEAD,
        TOO_SOON,
        WRONG_TIME,
        NO_EQUIVOCATION,
        NOT_INCLUDED,
        NOT_FOUND,
        /** A fault of the contract itself, not of the call. */
        INTERNAL
    }

    private final Code code;

    Refusal(Code code, String sentence) {
        super(code + ": " + sentence);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
