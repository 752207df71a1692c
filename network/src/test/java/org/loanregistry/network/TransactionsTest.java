package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.Checkpoint;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource
final class TransactionsTest {
    @TempDir
    static Path home;

    private static TestNetwork network;

    private final LedgerKind kind;

    TransactionsTest(LedgerKind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void start(LedgerKind kind) throws Exception {
        network = TestNetwork.on(kind, home);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        network.close();
    }

    @Test
    void what_is_submitted_is_read_at_every_peer() throws Exception {
        Contract contract = network.client("RegistryOperator").contract();
        assertEquals("everywhere", text(contract.submitTransaction("put", "everywhere", "1")));
        for (String mspId : List.of("RegistryOperator", "BankA", "BankB", "BankC")) {
            Contract own = network.client(mspId).contract();
            awaitValue(own, "everywhere", "1");
            assertEquals(mspId, text(own.evaluateTransaction("organisation")));
        }
    }

    /** A peer of another organisation may apply a block a moment later than the one that was asked. */
    private static void awaitValue(Contract contract, String key, String value) throws Exception {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                if (text(contract.evaluateTransaction("get", key)).equals(value)) {
                    return;
                }
            } catch (GatewayException e) {
                assertEquals(io.grpc.Status.Code.UNKNOWN, e.getStatus().getCode());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError(key + " never becomes " + value);
    }

    @Test
    void a_transaction_does_not_see_its_own_writes() throws Exception {
        Contract contract = network.client("BankA").contract();
        assertEquals("", text(contract.submitTransaction("putThenGet", "unseen", "1")));
        assertEquals("1", text(contract.submitTransaction("putThenGet", "unseen", "2")));
    }

    @Test
    void an_empty_value_deletes_the_key() throws Exception {
        Contract contract = network.client("BankA").contract();
        contract.submitTransaction("put", "short-lived", "1");
        contract.submitTransaction("put", "short-lived", "");
        assertThrows(GatewayException.class, () -> contract.evaluateTransaction("get", "short-lived"));
    }

    @Test
    void the_second_of_two_read_modify_writes_in_one_block_conflicts() throws Exception {
        Contract contract = network.client("BankB").contract();
        contract.submitTransaction("put", "counter", "0");
        Transaction first = contract.newProposal("increment")
                .addArguments("counter")
                .build()
                .endorse();
        Transaction second = contract.newProposal("increment")
                .addArguments("counter")
                .build()
                .endorse();
        SubmittedTransaction firstSubmitted = first.submitAsync();
        SubmittedTransaction secondSubmitted = second.submitAsync();
        assertEquals(TxValidationCode.VALID, firstSubmitted.getStatus().getCode());
        assertEquals(
                TxValidationCode.MVCC_READ_CONFLICT, secondSubmitted.getStatus().getCode());
        assertEquals(
                firstSubmitted.getStatus().getBlockNumber(),
                secondSubmitted.getStatus().getBlockNumber());
        assertEquals("1", text(contract.evaluateTransaction("get", "counter")));
    }

    @Test
    void a_transaction_endorsed_before_another_changed_its_key_conflicts() throws Exception {
        Contract contract = network.client("BankB").contract();
        contract.submitTransaction("put", "late", "0");
        Transaction late =
                contract.newProposal("increment").addArguments("late").build().endorse();
        contract.submitTransaction("increment", "late");
        CommitException refused = assertThrows(CommitException.class, late::submit);
        assertEquals(TxValidationCode.MVCC_READ_CONFLICT, refused.getCode());
    }

    @Test
    void the_same_signed_transaction_again_keeps_its_first_verdict_and_writes_once() throws Exception {
        TestClient client = network.client("BankA");
        Contract contract = client.contract();
        Transaction once =
                contract.newProposal("increment").addArguments("once").build().endorse();
        SubmittedTransaction submitted = once.submitAsync();
        Status first = submitted.getStatus();
        assertTrue(first.isSuccessful());
        switch (kind) {
            case DEVELOPMENT ->
                assertEquals(
                        first.getBlockNumber(), once.submitAsync().getStatus().getBlockNumber());
            case FABRIC -> {
                // BFT orderers call that a failure, and so they do, now and then, for a transaction sent once.
                SubmitException refused = assertThrows(SubmitException.class, once::submitAsync);
                assertEquals(
                        io.grpc.Status.Code.UNAVAILABLE, refused.getStatus().getCode());
                assertTrue(refused.getDetails().toString().contains("request already processed"));
            }
        }
        Status again = client.gateway().newCommit(submitted.getBytes()).getStatus();
        assertEquals(TxValidationCode.VALID, again.getCode());
        assertEquals(first.getBlockNumber(), again.getBlockNumber());
        contract.submitTransaction("put", "after-once", "1");
        assertEquals("1", text(contract.evaluateTransaction("get", "once")));
    }

    @Test
    void one_bank_alone_does_not_satisfy_the_policy() throws Exception {
        assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, endorsedBy("BankA"));
    }

    @Test
    void the_operator_and_one_bank_do_not_satisfy_the_policy() throws Exception {
        assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, endorsedBy("RegistryOperator", "BankB"));
    }

    @Test
    void any_two_banks_satisfy_the_policy() throws Exception {
        assertEquals(TxValidationCode.VALID, endorsedBy("BankA", "BankC"));
        assertEquals(TxValidationCode.VALID, endorsedBy("BankB", "BankC"));
    }

    private static TxValidationCode endorsedBy(String... organisations) throws Exception {
        return network.client("RegistryOperator")
                .contract()
                .newProposal("put")
                .addArguments("policy", String.join("+", organisations))
                .setEndorsingOrganizations(organisations)
                .build()
                .endorse()
                .submitAsync()
                .getStatus()
                .getCode();
    }

    @Test
    void events_are_replayed_from_a_block_and_after_a_transaction() throws Exception {
        TestClient client = network.client("BankC");
        List<Status> statuses = new ArrayList<>();
        for (String value : List.of("1", "2", "3")) {
            statuses.add(client.contract()
                    .newProposal("put")
                    .addArguments("evented", value)
                    .build()
                    .endorse()
                    .submitAsync()
                    .getStatus());
        }
        long start = statuses.getFirst().getBlockNumber();
        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("registry")
                .startBlock(start)
                .build()
                .getEvents()) {
            for (Status status : statuses) {
                ChaincodeEvent event = events.next();
                assertEquals(status.getTransactionId(), event.getTransactionId());
                assertEquals("put", event.getEventName());
                assertEquals("registry", event.getChaincodeName());
                assertEquals(status.getBlockNumber(), event.getBlockNumber());
            }
        }
        ChaincodeEvent second;
        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("registry")
                .startBlock(start)
                .build()
                .getEvents()) {
            second = events.next();
        }
        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("registry")
                .checkpoint(checkpointAfter(second))
                .build()
                .getEvents()) {
            assertEquals("evented=2", text(events.next().getPayload()));
        }
    }

    private static Checkpoint checkpointAfter(ChaincodeEvent event) {
        var checkpointer = new InMemoryCheckpointer();
        checkpointer.checkpointChaincodeEvent(event);
        return checkpointer;
    }

    @Test
    void an_event_of_an_invalid_transaction_is_not_sent() throws Exception {
        TestClient client = network.client("BankA");
        try (CloseableIterator<ChaincodeEvent> events = client.network().getChaincodeEvents("registry")) {
            assertNotEquals(TxValidationCode.VALID, endorsedBy("BankA"));
            client.contract().submitTransaction("put", "heard", "1");
            assertEquals("heard=1", text(events.next().getPayload()));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
