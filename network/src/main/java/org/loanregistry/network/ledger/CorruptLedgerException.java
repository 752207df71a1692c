package org.loanregistry.network.ledger;

/** The block file is not the one that was written; the text names the file, the block and what does not hold. */
public final class CorruptLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CorruptLedgerException(String message) {
        super(message);
    }
}
