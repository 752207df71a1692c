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
    private final Faults faults;

    /** The peer of the organisation of `identity`, reached by clients at `address` (host:port). */
    public Peer(
            SigningIdentity identity,
            String address,
            Ledger ledger,
            ChaincodeDefinition definition,
            ContractConnection contract,
            InstantSource clock,
            Faults faults) {
        this.mspId = identity.mspId();
        this.address = address;
        this.ledger = ledger.peer(mspId);
        this.endorser =
                new Endorser(identity, ledger.config().members(), this.ledger, definition, contract, clock, faults);
        this.faults = faults;
    }

    /** The organisation. */
    public String mspId() {
        return mspId;
    }

    PeerLedger ledger() {
        return ledger;
    }

    Attempt process(ReceivedProposal proposal) throws InterruptedException {
        ProposalAnswer answer = faults.isAway(mspId)
                ? new ProposalAnswer.TurnedAway("connection error: the peer is switched away")
                : endorser.process(proposal);
        return Attempt.of(this, answer);
    }

    ErrorDetail detail(String message) {
        return ErrorDetail.newBuilder()
                .setAddress(address)
                .setMspId(mspId)
                .setMessage(message)
                .build();
    }
}
