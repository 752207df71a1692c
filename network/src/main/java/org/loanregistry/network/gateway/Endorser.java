package org.loanregistry.network.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.contract.ContractConnection;
import org.loanregistry.network.contract.Invocation;
import org.loanregistry.network.contract.InvocationResult;
import org.loanregistry.network.ledger.ChaincodeDefinition;
import org.loanregistry.network.ledger.PeerLedger;
import org.loanregistry.network.ledger.Simulation;
import org.loanregistry.network.msp.Identity;
import org.loanregistry.network.msp.IdentityCheck;
import org.loanregistry.network.msp.Members;
import org.loanregistry.network.msp.SigningIdentity;
import org.loanregistry.network.wire.ReceivedProposal;

/** One peer's endorser: checks a proposal, has the contract simulate it on this peer's state, signs the result. */
final class Endorser {
    /** peer.authentication.timewindow. */
    private static final Duration TIME_WINDOW = Duration.ofMinutes(15);
    /** From here on a response is not endorsed (shim.ERRORTHRESHOLD). */
    private static final int ERROR_THRESHOLD = 400;

    private static final int INTERNAL_ERROR = 500;

    private final SigningIdentity identity;
    private final Members members;
    private final PeerLedger ledger;
    private final ChaincodeDefinition definition;
    private final ContractConnection contract;
    private final InstantSource clock;
    private final Faults faults;

    Endorser(
            SigningIdentity identity,
            Members members,
            PeerLedger ledger,
            ChaincodeDefinition definition,
            ContractConnection contract,
            InstantSource clock,
            Faults faults) {
        this.identity = identity;
        this.members = members;
        this.ledger = ledger;
        this.definition = definition;
        this.contract = contract;
        this.clock = clock;
        this.faults = faults;
    }

    ProposalAnswer process(ReceivedProposal proposal) throws InterruptedException {
        String filtered = filter(proposal);
        if (!filtered.isEmpty()) {
            return new ProposalAnswer.TurnedAway(filtered);
        }
        String fault = fault(proposal);
        if (!fault.isEmpty()) {
            return new ProposalAnswer.Rejected(fault);
        }
        try (Simulation simulation = ledger.simulate()) {
            simulation.get(ChaincodeDefinition.LIFECYCLE, definition.sequenceKey());
            return new ProposalAnswer.Processed(
                    switch (contract.invoke(new Invocation(proposal, simulation))) {
                        case InvocationResult.Failed(String reason) ->
                            failed("error in simulation: failed to execute transaction " + proposal.transactionId()
                                    + ": " + reason);
                        case InvocationResult.Answered(Response response, var event) ->
                            answered(proposal, heard(response), event, simulation);
                    });
        }
    }

    /** The contract's answer, or another one where this peer is switched to disagree. */
    private Response heard(Response response) {
        return faults.disagrees(identity.mspId())
                ? response.toBuilder()
                        .setMessage(response.getMessage() + " as " + identity.mspId() + " has it")
                        .build()
                : response;
    }

    /** The two authentication filters in front of the endorser. */
    private String filter(ReceivedProposal proposal) {
        Instant now = clock.instant();
        if (members.check(proposal.creator()) instanceof IdentityCheck.Accepted(Identity creator)
                && creator.isExpired(now)) {
            return "proposal client identity expired";
        }
        Timestamp stated = proposal.channelHeader().getTimestamp();
        Instant then = Instant.ofEpochSecond(stated.getSeconds(), stated.getNanos());
        return Duration.between(then, now).abs().compareTo(TIME_WINDOW) > 0
                ? "request unauthorized due to incorrect timestamp " + then + ", peer time is " + now
                : "";
    }

    private String fault(ReceivedProposal proposal) {
        String header = proposal.headerFault();
        if (!header.isEmpty()) {
            return "error validating proposal: " + header;
        }
        String denied = "error validating proposal: access denied: channel [" + proposal.channelId() + "] creator org ";
        return switch (members.check(proposal.creator())) {
            case IdentityCheck.Malformed malformed -> denied + "unknown, creator is malformed";
            case IdentityCheck.Invalid(String mspId, String reason) -> denied + "[" + mspId + "]";
            case IdentityCheck.Accepted(Identity creator) -> {
                boolean signed = creator.verifies(
                        proposal.signed().getProposalBytes(), proposal.signed().getSignature());
                yield signed ? refusal(proposal, creator) : denied + "[" + creator.mspId() + "]";
            }
        };
    }

    private String refusal(ReceivedProposal proposal, Identity creator) {
        if (ledger.find(proposal.transactionId()).isPresent()) {
            return "duplicate transaction found [" + proposal.transactionId() + "]. Creator ["
                    + HexFormat.of().formatHex(proposal.creator().toByteArray()) + "]";
        }
        return creator.isWriter()
                ? ""
                : "failed evaluating policy on signed data during check policy on channel [" + proposal.channelId()
                        + "] with policy [/Channel/Application/Writers]: 0 sub-policies were satisfied";
    }

    private ProposalResponse answered(
            ReceivedProposal proposal, Response response, @Nullable ChaincodeEvent event, Simulation simulation) {
        if (response.getStatus() >= ERROR_THRESHOLD && response.getStatus() < INTERNAL_ERROR) {
            return ProposalResponse.newBuilder().setResponse(response).build();
        }
        ChaincodeAction.Builder action = ChaincodeAction.newBuilder()
                .setResults(simulation.results().toByteString())
                .setResponse(response)
                .setChaincodeId(
                        ChaincodeID.newBuilder().setName(definition.name()).setVersion(definition.version()));
        if (event != null) {
            // Whatever the contract wrote there, the event is this contract's and this transaction's.
            action.setEvents(event.toBuilder()
                    .setChaincodeId(definition.name())
                    .setTxId(proposal.transactionId())
                    .build()
                    .toByteString());
        }
        ByteString payload = ProposalResponsePayload.newBuilder()
                .setProposalHash(proposal.hash())
                .setExtension(action.build().toByteString())
                .build()
                .toByteString();
        ProposalResponse.Builder answer = ProposalResponse.newBuilder()
                .setVersion(1)
                .setResponse(response)
                .setPayload(payload);
        if (response.getStatus() < ERROR_THRESHOLD) {
            answer.setEndorsement(Endorsement.newBuilder()
                    .setEndorser(identity.serialized())
                    .setSignature(identity.sign(payload.concat(identity.serialized()))));
        }
        return answer.build();
    }

    private static ProposalResponse failed(String reason) {
        return ProposalResponse.newBuilder()
                .setResponse(Response.newBuilder().setStatus(INTERNAL_ERROR).setMessage(reason))
                .build();
    }
}
