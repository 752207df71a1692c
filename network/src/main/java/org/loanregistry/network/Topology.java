package org.loanregistry.network;

import java.util.List;

/** Who takes part: fixed for this channel. The operator runs a peer, but its endorsement never counts. */
final class Topology {
    static final String CHANNEL = "loans";
    static final String CHAINCODE = "registry";
    static final String CHAINCODE_VERSION = "1";
    static final String OPERATOR = "RegistryOperator";
    static final List<String> BANKS = List.of("BankA", "BankB", "BankC");
    static final List<String> PEERS = List.of(OPERATOR, "BankA", "BankB", "BankC");
    static final String ORDERER = "RegistryOrderer";
    /** Of the three banks, this many must endorse. */
    static final int ENDORSERS = 2;

    private Topology() {}
}
