package org.loanregistry.chaincode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.jspecify.annotations.Nullable;
import org.loanregistry.chaincode.Refusal.Code;

/**
 * The Fabric contract {@code registry}: RegisterLog(origin, vkey), Anchor(note, oldSize, proof...), Head(origin),
 * CheckpointAtOrAfter(origin, size), Log(origin). A refusal is an error response whose message is {@code CODE: sentence}.
 * Arguments are never logged.
 */
public final class RegistryContract extends ChaincodeBase {
    /** Nothing to set up. */
    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    /** Runs one function; whatever goes wrong becomes an error response without a stack trace. */
    @Override
    public Response invoke(ChaincodeStub stub) {
        try {
            String answer = call(new LogRules(new StubState(stub)), stub.getFunction(), stub.getParameters());
            return ResponseUtils.newSuccessResponse(answer.getBytes(StandardCharsets.UTF_8));
        } catch (Refusal refusal) {
            return ResponseUtils.newErrorResponse(String.valueOf(refusal.getMessage()));
        } catch (RuntimeException e) {
            String fault = e.getClass().getSimpleName();
            return ResponseUtils.newErrorResponse(Code.INTERNAL + ": the contract failed with " + fault);
        }
    }

    private static String call(LogRules rules, @Nullable String function, List<String> arguments) {
        return switch (function) {
            case "RegisterLog" -> {
                Arguments.requireCount(function, arguments, 2);
                yield rules.registerLog(arguments.get(0), arguments.get(1));
            }
            case "Anchor" -> {
                Arguments.requireAtLeast(function, arguments, 2);
                yield rules.anchor(arguments.get(0), arguments.get(1), arguments.subList(2, arguments.size()));
            }
            case "Head" -> {
                Arguments.requireCount(function, arguments, 1);
                yield rules.head(arguments.getFirst());
            }
            case "CheckpointAtOrAfter" -> {
                Arguments.requireCount(function, arguments, 2);
                yield rules.checkpointAtOrAfter(arguments.get(0), arguments.get(1));
            }
            case "Log" -> {
                Arguments.requireCount(function, arguments, 1);
                yield rules.log(arguments.getFirst());
            }
            case null -> throw new Refusal(Code.UNKNOWN_FUNCTION, "no function was named");
            default ->
                throw new Refusal(Code.UNKNOWN_FUNCTION, "the contract has no function " + Arguments.quoted(function));
        };
    }

    /** Registers with the peer as {@code packageId}; the shim's own environment variables otherwise apply. */
    void identifyAs(String packageId) {
        processEnvironmentOptions();
        processCommandLineOptions(new String[] {"-i", packageId});
        validateOptions();
    }
}
