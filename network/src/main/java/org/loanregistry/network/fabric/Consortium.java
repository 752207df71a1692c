package org.loanregistry.network.fabric;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Who runs the network, and what on it.
 *
 * @param channel the channel's name
 * @param chaincode the contract's name
 * @param organisations MSP ids; each has one peer, one orderer and one contract server
 * @param banks those of them whose peers' endorsements count
 * @param endorsers how many banks must endorse
 */
public record Consortium(
        String channel, String chaincode, List<String> organisations, List<String> banks, int endorsers) {
    /** Refuses banks outside the organisations and a number of endorsers that they cannot be. */
    public Consortium {
        organisations = List.copyOf(organisations);
        banks = List.copyOf(banks);
        if (!organisations.containsAll(banks)) {
            throw new IllegalArgumentException("banks " + banks + " are not all among " + organisations);
        }
        if (endorsers < 1 || endorsers > banks.size()) {
            throw new IllegalArgumentException("endorsers " + endorsers + ", want 1 to " + banks.size());
        }
    }

    /** The endorsement policy in Fabric's words; an organisation that is no bank never counts. */
    String endorsement() {
        return banks.stream()
                .map(bank -> "'" + bank + ".peer'")
                .collect(Collectors.joining(", ", "OutOf(" + endorsers + ", ", ")"));
    }

    /** The MSP id of an organisation's orderer, which has authorities of its own. */
    static String ordererMsp(String mspId) {
        return mspId + "Orderer";
    }
}
