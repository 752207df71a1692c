package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.network.gateway.Faults;

/** Each fault switch does what its name says to an unmodified client, and nothing once it is off. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FaultsTest {
    @TempDir
    static Path home;

    private static TestNetwork network;
    private static Faults faults;

    @BeforeAll
    static void start() throws Exception {
        DevelopmentNetwork development = DevelopmentNetwork.start(TestNetwork.settings(home));
        network = TestNetwork.of(development, home);
        faults = development.faults();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private static Contract contract(String mspId) {
        return network.client(mspId).contract();
    }

    private static Transaction put(String key) throws Exception {
        return contract("BankA")
                .newProposal("put")
                .addArguments(key, "1")
                .build()
                .endorse();
    }

    @Test
    void a_false_failure_is_no_failure() throws Exception {
        Transaction transaction = put("false-failure");
        faults.nextSubmissions(Faults.Submission.FALSE_FAILURE, 1);
        SubmitException failure = assertThrows(SubmitException.class, transaction::submitAsync);
        assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
        assertTrue(String.valueOf(failure.getStatus().getDescription()).contains("quorum requirement"));
        SubmittedTransaction again = transaction.submitAsync();
        assertEquals(TxValidationCode.VALID, again.getStatus().getCode());
        assertEquals("1", new String(contract("BankA").evaluateTransaction("get", "false-failure"), UTF_8));
    }

    @Test
    void a_lost_submission_is_never_committed() throws Exception {
        Transaction transaction = put("lost");
        faults.nextSubmissions(Faults.Submission.LOST, 1);
        SubmittedTransaction submitted = transaction.submitAsync();
        CommitStatusException late = assertThrows(
                CommitStatusException.class,
                () -> submitted.getStatus(options -> options.withDeadlineAfter(500, TimeUnit.MILLISECONDS)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
        assertThrows(GatewayException.class, () -> contract("BankA").evaluateTransaction("get", "lost"));
    }

    @Test
    void an_unanswered_submission_is_committed_all_the_same() throws Exception {
        Transaction transaction = put("unanswered");
        faults.nextSubmissions(Faults.Submission.UNANSWERED, 1);
        SubmitException late = assertThrows(
                SubmitException.class,
                () -> transaction.submitAsync(options -> options.withDeadlineAfter(500, TimeUnit.MILLISECONDS)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
        contract("BankA").submitTransaction("put", "after-unanswered", "1");
        assertEquals("1", new String(contract("BankA").evaluateTransaction("get", "unanswered"), UTF_8));
    }

    @Test
    void a_delayed_submission_waits_for_its_time() throws Exception {
        Transaction transaction = put("delayed");
        faults.delaySubmissions(Duration.ofSeconds(30));
        SubmitException late = assertThrows(
                SubmitException.class,
                () -> transaction.submitAsync(options -> options.withDeadlineAfter(300, TimeUnit.MILLISECONDS)));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
        faults.delaySubmissions(Duration.ZERO);
        assertEquals(
                TxValidationCode.VALID, transaction.submitAsync().getStatus().getCode());
    }

    @Test
    void a_peer_that_disagrees_is_left_out_while_two_banks_agree() throws Exception {
        faults.peerDisagrees("BankC", true);
        try {
            for (int i = 0; i < 5; i++) {
                contract("BankA").submitTransaction("put", "disagreed", "1");
            }
            EndorseException refused = assertThrows(
                    EndorseException.class, () -> contract("BankC").submitTransaction("put", "disagreed", "2"));
            assertEquals(
                    List.of("ProposalResponsePayloads do not match"),
                    refused.getDetails().stream()
                            .map(ErrorDetail::getMessage)
                            .distinct()
                            .toList());
        } finally {
            faults.peerDisagrees("BankC", false);
        }
        contract("BankC").submitTransaction("put", "disagreed", "3");
    }

    @Test
    void a_peer_that_is_away_stops_its_own_clients_only() throws Exception {
        faults.peerAway("BankB", true);
        try {
            contract("BankA").submitTransaction("put", "away", "1");
            GatewayException refused =
                    assertThrows(GatewayException.class, () -> contract("BankB").evaluateTransaction("get", "away"));
            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
        } finally {
            faults.peerAway("BankB", false);
        }
        assertEquals("1", new String(contract("BankB").evaluateTransaction("get", "away"), UTF_8));
    }

    @Test
    void with_two_banks_away_nothing_is_endorsed() throws Exception {
        faults.peerAway("BankB", true);
        faults.peerAway("BankC", true);
        try {
            EndorseException refused = assertThrows(
                    EndorseException.class, () -> contract("BankA").submitTransaction("put", "two-away", "1"));
            assertEquals(Status.Code.ABORTED, refused.getStatus().getCode());
            assertFalse(refused.getDetails().isEmpty());
        } finally {
            faults.peerAway("BankB", false);
            faults.peerAway("BankC", false);
        }
        contract("BankA").submitTransaction("put", "two-away", "1");
    }
}
