package org.loanregistry.network.ledger;

import org.hyperledger.fabric.protos.common.Status;

/** What the orderer says to a transaction. */
public sealed interface OrderAnswer {
    /** It will be in a block. */
    record Accepted() implements OrderAnswer {}

    /** It will not. */
    record Refused(Status status, String info) implements OrderAnswer {}
}
