package org.loanregistry.chaincode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.jspecify.annotations.Nullable;
import org.loanregistry.chaincode.Refusal.Code;

/**
 * The Fabric contract {@code registry}. Governance: Propose(change), Approve(id), Proposal(id), Proposals(), Members().
 * Anchoring: Anchor(note, oldSize, proof...), ReportEquivocation(noteA, noteB). Questions: Head(origin), Heads(),
 * CheckpointAtOrAfter(origin, size), Log(origin), Logs(), Evidence(origin), VerifyInclusion(origin, size, index, leafHash, proof...). A
 * refusal is an error response whose message is {@code CODE: sentence}. Arguments are never logged.
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
            String answer = call(new StubState(stub), stub.getFunction(), stub.getParameters());
            return ResponseUtils.newSuccessResponse(answer.getBytes(StandardCharsets.UTF_8));
        } catch (Refusal refusal) {
            return ResponseUtils.newErrorResponse(String.valueOf(refusal.getMessage()));
        } catch (RuntimeException e) {
            String fault = e.getClass().getSimpleName();
            return ResponseUtils.newErrorResponse(Code.INTERNAL + ": the contract failed with " + fault);
        }
    }

    private static String call(LedgerState state, @Nullable String function, List<String> arguments) {
        Arguments given = new Arguments(String.valueOf(function), arguments);
        return switch (function) {
            case "Propose" ->
                new GovernanceRules(state).propose(given.exactly(1).get(0));
            case "Approve" ->
                new GovernanceRules(state).approve(given.exactly(1).get(0));
            case "Proposal" ->
                new GovernanceRules(state).proposal(given.exactly(1).get(0));
            case "Proposals" -> {
                given.exactly(0);
                yield new GovernanceRules(state).proposals();
            }
            case "Members" -> {
                given.exactly(0);
                yield new GovernanceRules(state).members();
            }
            case "Anchor" -> new AnchorRules(state).anchor(given.atLeast(2).get(0), given.get(1), given.from(2));
            case "ReportEquivocation" ->
                new LogRules(state).reportEquivocation(given.exactly(2).get(0), given.get(1));
            case "Head" -> new LogRules(state).head(given.exactly(1).get(0));
            case "Heads" -> {
                given.exactly(0);
                yield new LogRules(state).heads();
            }
            case "CheckpointAtOrAfter" ->
                new LogRules(state).checkpointAtOrAfter(given.exactly(2).get(0), given.get(1));
            case "Log" -> new LogRules(state).log(given.exactly(1).get(0));
            case "Logs" -> {
                given.exactly(0);
                yield new LogRules(state).logs();
            }
            case "Evidence" -> new LogRules(state).evidence(given.exactly(1).get(0));
            case "VerifyInclusion" ->
                new LogRules(state)
                        .verifyInclusion(
                                given.atLeast(4).get(0), given.get(1), given.get(2), given.get(3), given.from(4));
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
