package org.loanregistry.network.gateway;

import java.time.InstantSource;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.loanregistry.network.contract.ContractConnection;
import org.loanregistry.network.ledger.ChaincodeDefinition;
import org.loanregistry.network.ledger.Ledger;
import org.loanregistry.network.ledger.PeerLedger;
import org.loanregistry.network.msp.SigningIdentity;
import org.loanregistry.network.wire.ReceivedProposal;

/** One organisation's peer: its copy of the ledger, its contract, its signature. */
public final class Peer {
    private final String mspId;
    private final String address;
    private final PeerLedger ledger;
    private final Endorser endorser;

    /** The peer of the organisation of `identity`, reached by clients at `address` (host:port). */
    public Peer(
            SigningIdentity identity,
            String address,
            Ledger ledger,
            ChaincodeDefinition definition,
            ContractConnection contract,
            InstantSource clock) {
        this.mspId = identity.mspId();
        this.address = address;
        this.ledger = ledger.peer(mspId);
        this.endorser = new Endorser(identity, ledger.config().members(), this.ledger, definition, contract, clock);
    }

    /** The organisation. */
    public String mspId() {
        return mspId;
    }

    PeerLedger ledger() {
        return ledger;
    }

    Attempt process(ReceivedProposal proposal) throws InterruptedException {
        return Attempt.of(this, endorser.process(proposal));
    }

    ErrorDetail detail(String message) {
        return ErrorDetail.newBuilder()
                .setAddress(address)
                .setMspId(mspId)
                .setMessage(message)
                .build();
    }
}
