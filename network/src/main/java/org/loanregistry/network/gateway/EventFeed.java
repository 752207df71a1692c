package org.loanregistry.network.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.loanregistry.network.ledger.Commit;
import org.loanregistry.network.ledger.Ledger;
import org.loanregistry.network.ledger.PeerLedger;

/** One client's stream of contract events: from a block on, valid transactions only, one answer for each block. */
final class EventFeed implements Runnable {
    private final Ledger ledger;
    private final String chaincode;
    private final String after;
    private final long start;
    private final BlockStream<ChaincodeEventsResponse> client;

    EventFeed(
            Ledger ledger,
            PeerLedger peer,
            ChaincodeEventsRequest request,
            ServerCallStreamObserver<ChaincodeEventsResponse> client) {
        this.ledger = ledger;
        this.chaincode = request.getChaincodeId();
        this.client = new BlockStream<>(peer, client);
        Optional<Commit> known = request.getAfterTransactionId().isEmpty()
                ? Optional.empty()
                : peer.find(request.getAfterTransactionId());
        this.after = known.isPresent() ? request.getAfterTransactionId() : "";
        this.start = known.map(Commit::blockNumber).orElseGet(() -> start(request.getStartPosition(), peer.height()));
    }

    private static long start(SeekPosition position, long height) {
        return switch (position.getTypeCase()) {
            case SPECIFIED -> position.getSpecified().getNumber();
            case NEXT_COMMIT, TYPE_NOT_SET -> height;
            case OLDEST, NEWEST ->
                throw GatewayError.invalidArgument("invalid start position type: " + position.getTypeCase());
        };
    }

    @Override
    public void run() {
        try {
            String skipTo = after;
            for (long number = start; awaitBlock(number); number++) {
                List<ChaincodeEvent> events = skip(events(ledger.block(number)), skipTo);
                skipTo = "";
                if (!events.isEmpty()
                        && !client.send(ChaincodeEventsResponse.newBuilder()
                                .addAllEvents(events)
                                .setBlockNumber(number)
                                .build())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            client.fail(GatewayError.of(Status.Code.INTERNAL, "a block cannot be read: " + e.getMessage()));
        }
    }

    private boolean awaitBlock(long number) throws InterruptedException {
        return switch (client.awaitBlock(number)) {
            case BLOCK -> true;
            case CANCELLED -> false;
            case CLOSED -> {
                client.fail(GatewayError.of(Status.Code.UNAVAILABLE, "the channel is closed"));
                yield false;
            }
        };
    }

    private record Sent(String transactionId, ChaincodeEvent event) {}

    private List<ChaincodeEvent> skip(List<Sent> sent, String upTo) {
        List<String> ids = sent.stream().map(Sent::transactionId).toList();
        int from = upTo.isEmpty() ? 0 : ids.indexOf(upTo) + 1;
        return sent.subList(from, sent.size()).stream()
                .map(Sent::event)
                .filter(event -> event.getChaincodeId().equals(chaincode))
                .toList();
    }

    /** Every transaction of the block that was found valid, with its event (an empty one if it set none). */
    private static List<Sent> events(Block block) throws InvalidProtocolBufferException {
        ByteString filter = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(i)).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
                    && filter.byteAt(i) == TxValidationCode.VALID_VALUE) {
                sent.add(new Sent(header.getTxId(), ChaincodeEvents.of(payload)));
            }
        }
        return sent;
    }
}
