package org.loanregistry.network.ledger;

import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What can be said of a transaction without any state. `form` is the verdict on envelope, headers and client signature;
 * `endorsement` that on read-write set and endorsements, which Fabric gives only after the look-up for duplicates.
 */
record ExaminedTransaction(
        String transactionId, TxValidationCode form, TxValidationCode endorsement, List<Namespace> namespaces) {

    record Namespace(String name, KVRWSet set) {}

    ExaminedTransaction {
        namespaces = List.copyOf(namespaces);
    }

    static ExaminedTransaction badForm(String transactionId, TxValidationCode code) {
        return new ExaminedTransaction(transactionId, code, TxValidationCode.VALID, List.of());
    }

    static ExaminedTransaction badEndorsement(String transactionId, TxValidationCode code) {
        return new ExaminedTransaction(transactionId, TxValidationCode.VALID, code, List.of());
    }
}
