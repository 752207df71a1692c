package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The errors that the client sees, code for code as a Fabric network was seen to answer. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource
final class RefusalsTest {
    private static final String SEE_DETAILS = "see attached details for more info";

    @TempDir
    static Path home;

    private static TestNetwork network;

    RefusalsTest(LedgerKind kind) {
        assertNotNull(kind); // the networks are static: starting one takes seconds
    }

    @BeforeParameterizedClassInvocation
    static void start(LedgerKind kind) throws Exception {
        network = TestNetwork.on(kind, home);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        network.close();
    }

    private static Contract contract(String mspId) {
        return network.client(mspId).contract();
    }

    private static GatewayException refused(Status.Code code, String part, Executable call) {
        GatewayException refusal = assertThrows(GatewayException.class, call);
        assertEquals(code, refusal.getStatus().getCode(), refusal::getMessage);
        String description = String.valueOf(refusal.getStatus().getDescription());
        assertTrue(description.contains(part), description);
        return refusal;
    }

    private static void assertDetail(GatewayException refusal, String mspId, String part) {
        ErrorDetail detail = refusal.getDetails().getLast();
        assertEquals(mspId, detail.getMspId());
        assertEquals(network.address(mspId), detail.getAddress());
        assertTrue(detail.getMessage().contains(part), detail.getMessage());
    }

    @Test
    void a_refusal_by_the_contract_reaches_evaluate_with_its_message() {
        GatewayException refusal = refused(
                Status.Code.UNKNOWN,
                "evaluate call to endorser returned error: chaincode response 500, NOT_FOUND: nothing here",
                () -> contract("BankA").evaluateTransaction("fail"));
        assertDetail(refusal, "BankA", "chaincode response 500, NOT_FOUND: nothing here");
    }

    @Test
    void a_refusal_by_the_contract_reaches_submit_in_the_details_alone() {
        GatewayException refusal = refused(
                Status.Code.ABORTED,
                "failed to endorse transaction, " + SEE_DETAILS,
                () -> contract("BankA").submitTransaction("fail"));
        assertTrue(refusal instanceof EndorseException);
        assertDetail(refusal, "BankA", "chaincode response 500, NOT_FOUND: nothing here");
    }

    @Test
    void an_unknown_function_is_refused_by_the_contract() {
        refused(
                Status.Code.UNKNOWN,
                "UNKNOWN_FUNCTION: there is no nonsense",
                () -> contract("BankB").evaluateTransaction("nonsense"));
    }

    @Test
    void an_exception_in_the_contract_aborts() {
        GatewayException refusal = refused(
                Status.Code.ABORTED, SEE_DETAILS, () -> contract("BankA").submitTransaction("throw"));
        assertDetail(refusal, "BankA", "thrown on purpose");
    }

    @Test
    void an_unknown_chaincode_is_refused() {
        Contract unknown = network.client("BankA").network().getContract("unknown");
        refused(
                Status.Code.FAILED_PRECONDITION,
                "no peers available to evaluate chaincode unknown in channel loans",
                () -> unknown.evaluateTransaction("get"));
        refused(
                Status.Code.FAILED_PRECONDITION,
                "no combination of peers can be derived which satisfy the endorsement policy",
                () -> unknown.submitTransaction("get"));
    }

    @Test
    void an_unknown_channel_is_refused() {
        Contract elsewhere =
                network.client("BankA").gateway().getNetwork("elsewhere").getContract("registry");
        refused(Status.Code.UNAVAILABLE, "channel [elsewhere]", () -> elsewhere.evaluateTransaction("get"));
        refused(
                Status.Code.FAILED_PRECONDITION,
                "no combination of peers can be derived",
                () -> elsewhere.submitTransaction("get"));
    }

    @Test
    void an_unknown_endorsing_organisation_is_named() {
        refused(
                Status.Code.UNAVAILABLE,
                "failed to find any endorsing peers for org(s): BankX",
                () -> contract("BankA")
                        .newProposal("put")
                        .addArguments("a", "b")
                        .setEndorsingOrganizations("BankX")
                        .build()
                        .endorse());
    }

    @Test
    void a_contract_that_answers_differently_at_each_peer_is_not_endorsed() {
        GatewayException refusal = refused(
                Status.Code.ABORTED,
                "failed to collect enough transaction endorsements, " + SEE_DETAILS,
                () -> contract("BankA").submitTransaction("disagree"));
        Set<String> messages =
                refusal.getDetails().stream().map(ErrorDetail::getMessage).collect(Collectors.toSet());
        assertEquals(Set.of("ProposalResponsePayloads do not match"), messages);
    }

    @Test
    void a_transaction_without_its_own_contract_server_aborts_and_heals_after_a_restart() throws Exception {
        network.contracts().stop("BankC");
        GatewayException refusal = refused(
                Status.Code.ABORTED,
                "failed to endorse transaction, " + SEE_DETAILS,
                () -> contract("BankC").submitTransaction("put", "healed", "1"));
        assertDetail(refusal, "BankC", "error in simulation");
        contract("BankA").submitTransaction("put", "others", "1");
        network.contracts().restart("BankC");
        contract("BankC").submitTransaction("put", "healed", "1");
        assertEquals("1", new String(contract("BankC").evaluateTransaction("get", "healed"), UTF_8));
    }
}
