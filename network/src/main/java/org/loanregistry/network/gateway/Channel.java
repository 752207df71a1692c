package org.loanregistry.network.gateway;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.ledger.ChaincodeDefinition;
import org.loanregistry.network.ledger.Ledger;
import org.loanregistry.network.ledger.Orderer;

/** What all gateways of the channel share: the peers, the orderer, the one contract, the faults switched on. */
public record Channel(
        Ledger ledger, Orderer orderer, ChaincodeDefinition definition, Map<String, Peer> peers, Faults faults) {
    /** Copies the peers, sorted by MSP id. */
    public Channel {
        peers = Collections.unmodifiableMap(new TreeMap<>(peers));
    }

    String id() {
        return ledger.config().channelId();
    }

    boolean isNamed(String channelId) {
        return id().equals(channelId);
    }

    boolean hasContract(String name) {
        return definition.name().equals(name);
    }

    @Nullable
    Peer find(String mspId) {
        return peers.get(mspId);
    }

    /** Peers to evaluate at: of these organisations (all, if none is named), own first, then the highest ledger. */
    Collection<Peer> evaluators(Peer own, Collection<String> organisations) {
        return peers.values().stream()
                .filter(peer -> organisations.isEmpty() || organisations.contains(peer.mspId()))
                .sorted(Comparator.comparing((Peer peer) -> peer != own)
                        .thenComparingLong(peer -> -peer.ledger().height()))
                .toList();
    }
}
