package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.loanregistry.network.msp.Identity;
import org.loanregistry.network.msp.IdentityCheck;
import org.loanregistry.network.wire.ProposalHash;
import org.loanregistry.network.wire.TransactionId;

/** The checks of a transaction that need no state, in Fabric's order; the first that fails decides its code. */
final class TransactionRules {
    private final ChannelConfig config;
    private final ChaincodeDefinition definition;

    TransactionRules(ChannelConfig config, ChaincodeDefinition definition) {
        this.config = config;
        this.definition = definition;
    }

    ExaminedTransaction examine(ByteString bytes) {
        if (bytes.isEmpty()) {
            return ExaminedTransaction.badForm("", TxValidationCode.NIL_ENVELOPE);
        }
        Envelope envelope;
        Payload payload;
        ChannelHeader channel;
        SignatureHeader signer;
        try {
            envelope = Envelope.parseFrom(bytes);
            payload = Payload.parseFrom(envelope.getPayload());
        } catch (InvalidProtocolBufferException e) {
            return ExaminedTransaction.badForm("", TxValidationCode.BAD_PAYLOAD);
        }
        try {
            channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        } catch (InvalidProtocolBufferException e) {
            return ExaminedTransaction.badForm("", TxValidationCode.BAD_COMMON_HEADER);
        }
        TxValidationCode headers = headers(envelope, channel, signer);
        return headers == TxValidationCode.VALID
                ? action(payload, channel, signer)
                : ExaminedTransaction.badForm(channel.getTxId(), headers);
    }

    private TxValidationCode headers(Envelope envelope, ChannelHeader channel, SignatureHeader signer) {
        if (channel.getType() == HeaderType.CONFIG_VALUE || channel.getType() == HeaderType.CONFIG_UPDATE_VALUE) {
            return TxValidationCode.INVALID_CONFIG_TRANSACTION;
        }
        if (channel.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE
                || channel.getEpoch() != 0
                || !channel.getChannelId().equals(config.channelId())
                || signer.getNonce().isEmpty()
                || signer.getCreator().isEmpty()) {
            return TxValidationCode.BAD_COMMON_HEADER;
        }
        if (config.members()
                .signer(signer.getCreator(), envelope.getPayload(), envelope.getSignature())
                .isEmpty()) {
            return TxValidationCode.BAD_CREATOR_SIGNATURE;
        }
        return channel.getTxId().equals(TransactionId.of(signer))
                ? TxValidationCode.VALID
                : TxValidationCode.BAD_PROPOSAL_TXID;
    }

    private ExaminedTransaction action(Payload payload, ChannelHeader channel, SignatureHeader signer) {
        String id = channel.getTxId();
        ChaincodeActionPayload action;
        EndorsedResponse response;
        try {
            Transaction transaction = Transaction.parseFrom(payload.getData());
            if (transaction.getActionsCount() != 1) {
                return ExaminedTransaction.badForm(id, TxValidationCode.INVALID_ENDORSER_TRANSACTION);
            }
            TransactionAction only = transaction.getActions(0);
            action = ChaincodeActionPayload.parseFrom(only.getPayload());
            response = EndorsedResponse.parse(action.getAction().getProposalResponsePayload());
            if (!SignatureHeader.parseFrom(only.getHeader()).equals(signer)
                    || !response.proposalHash()
                            .equals(ProposalHash.of(payload.getHeader(), action.getChaincodeProposalPayload()))) {
                return ExaminedTransaction.badForm(id, TxValidationCode.INVALID_ENDORSER_TRANSACTION);
            }
        } catch (InvalidProtocolBufferException e) {
            return ExaminedTransaction.badForm(id, TxValidationCode.INVALID_ENDORSER_TRANSACTION);
        }
        return dispatch(id, channel, action, response.action());
    }

    private ExaminedTransaction dispatch(
            String id, ChannelHeader channel, ChaincodeActionPayload payload, ChaincodeAction action) {
        try {
            String invoked = ChaincodeHeaderExtension.parseFrom(channel.getExtension())
                    .getChaincodeId()
                    .getName();
            if (!invoked.equals(action.getChaincodeId().getName())
                    || action.getChaincodeId().getVersion().isEmpty()
                    || !invoked.equals(definition.name())) {
                return ExaminedTransaction.badEndorsement(id, TxValidationCode.INVALID_CHAINCODE);
            }
            if (!action.getEvents().isEmpty()
                    && !ChaincodeEvent.parseFrom(action.getEvents())
                            .getChaincodeId()
                            .equals(invoked)) {
                return ExaminedTransaction.badEndorsement(id, TxValidationCode.INVALID_OTHER_REASON);
            }
        } catch (InvalidProtocolBufferException e) {
            return ExaminedTransaction.badEndorsement(id, TxValidationCode.BAD_HEADER_EXTENSION);
        }
        List<ExaminedTransaction.Namespace> namespaces;
        try {
            namespaces = namespaces(action.getResults());
        } catch (InvalidProtocolBufferException e) {
            return ExaminedTransaction.badEndorsement(id, TxValidationCode.BAD_RWSET);
        }
        TxValidationCode verdict = written(namespaces);
        if (verdict == TxValidationCode.VALID && !isEndorsed(payload)) {
            verdict = TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
        }
        return new ExaminedTransaction(id, TxValidationCode.VALID, verdict, namespaces);
    }

    private static List<ExaminedTransaction.Namespace> namespaces(ByteString results)
            throws InvalidProtocolBufferException {
        List<ExaminedTransaction.Namespace> namespaces = new ArrayList<>();
        for (NsReadWriteSet set : TxReadWriteSet.parseFrom(results).getNsRwsetList()) {
            namespaces.add(new ExaminedTransaction.Namespace(set.getNamespace(), KVRWSet.parseFrom(set.getRwset())));
        }
        return namespaces;
    }

    /** Only the contract's own namespace may be written, and each namespace stands once. */
    private TxValidationCode written(List<ExaminedTransaction.Namespace> namespaces) {
        Set<String> seen = new HashSet<>();
        for (ExaminedTransaction.Namespace namespace : namespaces) {
            if (!seen.add(namespace.name())) {
                return TxValidationCode.ILLEGAL_WRITESET;
            }
            boolean writes = namespace.set().getWritesCount() + namespace.set().getMetadataWritesCount() > 0;
            if (writes && !namespace.name().equals(definition.name())) {
                return TxValidationCode.INVALID_CHAINCODE;
            }
        }
        return TxValidationCode.VALID;
    }

    /** Invalid signatures and repeated endorsers are skipped, not fatal, as in Fabric. */
    private boolean isEndorsed(ChaincodeActionPayload payload) {
        ByteString response = payload.getAction().getProposalResponsePayload();
        List<Identity> signers = new ArrayList<>();
        Set<ByteString> seen = new HashSet<>();
        for (Endorsement endorsement : payload.getAction().getEndorsementsList()) {
            ByteString endorser = endorsement.getEndorser();
            if (config.members().check(endorser) instanceof IdentityCheck.Accepted(Identity identity)
                    && seen.add(endorser)
                    && identity.verifies(response.concat(endorser), endorsement.getSignature())) {
                signers.add(identity);
            }
        }
        return config.endorsement().isSatisfiedBy(signers);
    }
}
