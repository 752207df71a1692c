package org.loanregistry.network.fabric;

/** How transactions are ordered: by all organisations so that one may be faulty, or by one node of the first. */
public enum OrdererType {
    BFT("bft"),
    RAFT("raft");

    private final String consensus;

    OrdererType(String consensus) {
        this.consensus = consensus;
    }

    /** As network.json says it. */
    public String consensus() {
        return consensus;
    }
}
