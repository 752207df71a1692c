package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;

/** The network's own test contract on the unmodified shim: small functions, good and bad. */
public final class SampleContract extends ChaincodeBase {
    private SampleContract() {}

    /** Listens at CHAINCODE_SERVER_ADDRESS. */
    public static void main(String[] arguments) throws Exception {
        SampleContract contract = new SampleContract();
        contract.initializeLogging();
        contract.processEnvironmentOptions();
        contract.validateOptions();
        Metrics.initialize(contract.getChaincodeConfig());
        Traces.initialize(contract.getChaincodeConfig());
        String address = Objects.requireNonNull(System.getenv("CHAINCODE_SERVER_ADDRESS"));
        int colon = address.lastIndexOf(':');
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        properties.setServerAddress(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        String key = System.getenv("CHAINCODE_TLS_KEY");
        if (key != null) {
            properties.setTlsEnabled(true);
            properties.setKeyFile(key);
            properties.setKeyCertChainFile(Objects.requireNonNull(System.getenv("CHAINCODE_TLS_CERT")));
        }
        new NettyChaincodeServer(contract, properties).start();
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        List<String> arguments = stub.getParameters();
        return switch (stub.getFunction()) {
            case "put" -> put(stub, arguments.get(0), arguments.get(1));
            case "get" -> get(stub, arguments.get(0));
            case "delete" -> {
                stub.delState(arguments.get(0));
                yield ResponseUtils.newSuccessResponse();
            }
            case "increment" -> increment(stub, arguments.get(0));
            case "putThenGet" -> {
                stub.putStringState(arguments.get(0), arguments.get(1));
                yield ResponseUtils.newSuccessResponse(
                        stub.getStringState(arguments.get(0)).getBytes(UTF_8));
            }
            case "time" ->
                ResponseUtils.newSuccessResponse(
                        stub.getTxTimestamp().toString().getBytes(UTF_8));
            case "version" ->
                ResponseUtils.newSuccessResponse(
                        System.getProperty("sample.version", "1").getBytes(UTF_8));
            case "organisation" ->
                ResponseUtils.newSuccessResponse(Objects.requireNonNull(System.getenv("CORE_PEER_LOCALMSPID"))
                        .getBytes(UTF_8));
            case "disagree" -> {
                stub.putStringState("disagree", Objects.requireNonNull(System.getenv("CORE_PEER_LOCALMSPID")));
                yield ResponseUtils.newSuccessResponse();
            }
            case "fill" -> fill(stub, arguments.get(0), Integer.parseInt(arguments.get(1)));
            case "scan" ->
                ResponseUtils.newSuccessResponse(scan(stub, arguments).getBytes(UTF_8));
            case "scanThenPut" -> {
                stub.putStringState(arguments.get(2), "found: " + scan(stub, arguments));
                yield ResponseUtils.newSuccessResponse();
            }
            case "glance" -> {
                boolean found = stub.getStateByRange(arguments.get(0), arguments.get(1))
                        .iterator()
                        .hasNext();
                stub.putStringState(arguments.get(2), Boolean.toString(found));
                yield ResponseUtils.newSuccessResponse();
            }
            case "page" -> {
                stub.getStateByRangeWithPagination("a", "z", 10, "");
                yield ResponseUtils.newSuccessResponse();
            }
            case "history" -> {
                boolean found = stub.getHistoryForKey("a").iterator().hasNext();
                yield ResponseUtils.newSuccessResponse(Boolean.toString(found).getBytes(UTF_8));
            }
            case "fail" -> ResponseUtils.newErrorResponse("NOT_FOUND: nothing here");
            case "throw" -> throw new IllegalStateException("thrown on purpose");
            default -> ResponseUtils.newErrorResponse("UNKNOWN_FUNCTION: there is no " + stub.getFunction());
        };
    }

    private static Response put(ChaincodeStub stub, String key, String value) {
        stub.putStringState(key, value);
        stub.setEvent("put", (key + "=" + value).getBytes(UTF_8));
        return ResponseUtils.newSuccessResponse(key.getBytes(UTF_8));
    }

    private static Response get(ChaincodeStub stub, String key) {
        String value = stub.getStringState(key);
        return value == null || value.isEmpty()
                ? ResponseUtils.newErrorResponse("NOT_FOUND: no value at " + key)
                : ResponseUtils.newSuccessResponse(value.getBytes(UTF_8));
    }

    private static Response increment(ChaincodeStub stub, String key) {
        String value = stub.getStringState(key);
        int next = (value == null || value.isEmpty() ? 0 : Integer.parseInt(value)) + 1;
        stub.putStringState(key, Integer.toString(next));
        return ResponseUtils.newSuccessResponse(Integer.toString(next).getBytes(UTF_8));
    }

    private static Response fill(ChaincodeStub stub, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            stub.putStringState(String.format(Locale.ROOT, "%s%04d", prefix, i), Integer.toString(i));
        }
        return ResponseUtils.newSuccessResponse();
    }

    private static String scan(ChaincodeStub stub, List<String> arguments) {
        List<String> found = new ArrayList<>();
        stub.getStateByRange(arguments.get(0), arguments.get(1)).forEach(entry -> found.add(entry.getKey()));
        return String.join(" ", found);
    }
}
