package org.loanregistry.ledger;

/** What became of a transaction, the three cases that a caller must keep apart. */
public sealed interface SubmitOutcome {
    /**
     * It is valid on the ledger.
     *
     * @param transactionId 64 lower-case hex digits
     * @param blockNumber the block that holds it
     * @param answer what the contract answered
     */
    record Committed(String transactionId, long blockNumber, String answer) implements SubmitOutcome {}

    /**
     * It is not on the ledger and will not be: the contract refused it, or its block marks it invalid.
     *
     * @param code the contract's code, or the name of Fabric's validation code such as MVCC_READ_CONFLICT
     * @param sentence why, for a person
     */
    record Refused(String code, String sentence) implements SubmitOutcome {}

    /**
     * Nobody could say: it may be on the ledger now or later. Ask what became of this very transaction before the call is
     * made again; the contract is idempotent, so made again it may be.
     *
     * @param transactionId to look it up by
     * @param answer what the contract answered, if the transaction is valid
     * @param detail what went wrong
     */
    record Unknown(String transactionId, String answer, String detail) implements SubmitOutcome {}
}
