package org.loanregistry.network.gateway;

import java.util.Set;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.loanregistry.network.wire.BadMessageException;
import org.loanregistry.network.wire.ReceivedProposal;

/** First checks of what clients send. */
final class Requests {
    private static final Set<String> SYSTEM_CHAINCODES = Set.of("qscc", "cscc", "_lifecycle", "lscc");

    private Requests() {}

    static ReceivedProposal proposal(boolean present, SignedProposal signed) {
        if (!present) {
            throw GatewayError.invalidArgument("failed to unpack transaction proposal: a signed proposal is required");
        }
        try {
            return ReceivedProposal.parse(signed);
        } catch (BadMessageException e) {
            throw GatewayError.invalidArgument("failed to unpack transaction proposal: " + e.getMessage());
        }
    }

    /** Names what this network leaves out, where the name is one that Fabric would know. */
    static String scope(String chaincode) {
        return SYSTEM_CHAINCODES.contains(chaincode)
                ? "not in the development network's scope: system chaincode " + chaincode + ": "
                : "";
    }
}
