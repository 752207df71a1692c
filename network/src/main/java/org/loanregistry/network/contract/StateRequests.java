package org.loanregistry.network.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.ledger.RangeScan;
import org.loanregistry.network.ledger.Simulation;

/** Answers what a running contract asks of the state; what is out of scope is refused by its name. */
final class StateRequests {
    private static final String OUT_OF_SCOPE = "not in the development network's scope: ";

    private final String namespace;
    private final Simulation simulation;
    private final Map<String, RangeScan> scans = new ConcurrentHashMap<>();
    private int opened;
    private volatile @Nullable String outOfScope;

    StateRequests(String namespace, Simulation simulation) {
        this.namespace = namespace;
        this.simulation = simulation;
    }

    ChaincodeMessage answer(ChaincodeMessage request) {
        ChaincodeMessage.Builder answer =
                ChaincodeMessage.newBuilder().setTxid(request.getTxid()).setChannelId(request.getChannelId());
        try {
            return answer.setType(ChaincodeMessage.Type.RESPONSE)
                    .setPayload(value(request))
                    .build();
        } catch (UnsupportedOperationException | InvalidProtocolBufferException e) {
            outOfScope = e.getMessage();
            return answer.setType(ChaincodeMessage.Type.ERROR)
                    .setPayload(ByteString.copyFromUtf8(String.valueOf(e.getMessage())))
                    .build();
        }
    }

    /** What the contract asked for in vain, if anything: the shim does not tell the contract, so the peer must. */
    @Nullable
    String outOfScope() {
        return outOfScope;
    }

    private ByteString value(ChaincodeMessage request) throws InvalidProtocolBufferException {
        return switch (request.getType()) {
            case GET_STATE -> {
                GetState get = GetState.parseFrom(request.getPayload());
                yield simulation.get(namespace, publicKey(get.getKey(), get.getCollection()));
            }
            case PUT_STATE -> {
                PutState put = PutState.parseFrom(request.getPayload());
                yield written(publicKey(put.getKey(), put.getCollection()), put.getValue());
            }
            case DEL_STATE -> {
                DelState delete = DelState.parseFrom(request.getPayload());
                yield written(publicKey(delete.getKey(), delete.getCollection()), ByteString.EMPTY);
            }
            case GET_STATE_BY_RANGE ->
                open(GetStateByRange.parseFrom(request.getPayload())).toByteString();
            case QUERY_STATE_NEXT ->
                next(QueryStateNext.parseFrom(request.getPayload()).getId()).toByteString();
            case QUERY_STATE_CLOSE ->
                closed(QueryStateClose.parseFrom(request.getPayload()).getId()).toByteString();
            case UNDEFINED,
                    REGISTER,
                    REGISTERED,
                    INIT,
                    READY,
                    TRANSACTION,
                    COMPLETED,
                    ERROR,
                    INVOKE_CHAINCODE,
                    RESPONSE,
                    GET_QUERY_RESULT,
                    KEEPALIVE,
                    GET_HISTORY_FOR_KEY,
                    GET_STATE_METADATA,
                    PUT_STATE_METADATA,
                    GET_PRIVATE_DATA_HASH,
                    PURGE_PRIVATE_DATA,
                    WRITE_BATCH_STATE,
                    GET_STATE_MULTIPLE,
                    UNRECOGNIZED -> throw new UnsupportedOperationException(OUT_OF_SCOPE + request.getType());
        };
    }

    /** An empty value is a delete, as in Fabric. */
    private ByteString written(String key, ByteString value) {
        simulation.put(namespace, key, value);
        return ByteString.EMPTY;
    }

    private QueryResponse closed(String id) {
        scans.remove(id);
        return QueryResponse.newBuilder().setId(id).build();
    }

    private QueryResponse open(GetStateByRange range) {
        requirePublic(range.getCollection());
        if (!range.getMetadata().isEmpty()) {
            throw new UnsupportedOperationException(OUT_OF_SCOPE + "paged range queries");
        }
        String id = Integer.toString(++opened);
        scans.put(id, simulation.scan(namespace, range.getStartKey(), range.getEndKey()));
        return next(id);
    }

    private QueryResponse next(String id) {
        RangeScan scan = scans.get(id);
        if (scan == null) {
            throw new UnsupportedOperationException("query iterator not found");
        }
        RangeScan.Page page = scan.next();
        QueryResponse.Builder answer = QueryResponse.newBuilder().setId(id).setHasMore(page.more());
        page.results()
                .forEach(result ->
                        answer.addResults(QueryResultBytes.newBuilder().setResultBytes(result.toByteString())));
        return answer.build();
    }

    private static String publicKey(String key, String collection) {
        requirePublic(collection);
        if (key.isEmpty()) {
            throw new UnsupportedOperationException("the key must not be an empty string");
        }
        return key;
    }

    private static void requirePublic(String collection) {
        if (!collection.isEmpty()) {
            throw new UnsupportedOperationException(OUT_OF_SCOPE + "private data (collection " + collection + ")");
        }
    }
}
