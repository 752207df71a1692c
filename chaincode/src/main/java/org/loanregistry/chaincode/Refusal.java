package org.loanregistry.chaincode;

/** A call that the contract's rules do not allow; the message is {@code CODE: sentence}. Nothing was written. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for a program to read. */
    enum Code {
        BAD_ARGUMENT,
        NOT_ALLOWED,
        UNKNOWN_FUNCTION,
        UNKNOWN_LOG,
        LOG_EXISTS,
        MALFORMED_NOTE,
        BAD_SIGNATURE,
        WRONG_OLD_SIZE,
        SMALLER_TREE,
        OTHER_ROOT,
        INCONSISTENT,
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
