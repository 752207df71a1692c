package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.TreeHash;

/** What the client makes of a gateway's answers, by the unmodified gateway client against a gateway that is told. */
class AnchorLedgerOutcomesTest {
    private static final String ORIGIN = "registry.example/loans/registry/1/records";

    @SuppressWarnings("NullAway.Init")
    private FakeGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private AnchorLedger ledger;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
        ledger = gateway.ledger();
    }

    @AfterEach
    void stop() {
        ledger.close();
        gateway.close();
    }

    @Test
    void a_valid_transaction_is_committed_with_the_contracts_answer() {
        gateway.endorsements.add(() -> "the answer");
        gateway.statuses.add(() -> TxValidationCode.VALID);
        var outcome = assertInstanceOf(SubmitOutcome.Committed.class, anchor());
        assertEquals("the answer", outcome.answer());
        assertEquals(7, outcome.blockNumber());
        assertEquals(64, outcome.transactionId().length());
    }

    @Test
    void the_contracts_refusal_arrives_with_code_and_sentence() {
        gateway.endorsements.add(() -> {
            throw FakeGateway.chaincodeError("chaincode response 500, OTHER_ROOT: size 12 has another root: here");
        });
        assertEquals(new SubmitOutcome.Refused("OTHER_ROOT", "size 12 has another root: here"), anchor());
        assertEquals(List.of("endorse"), gateway.calls);
    }

    @Test
    void a_transaction_that_its_block_marks_invalid_is_refused_by_that_name() {
        gateway.endorsements.add(() -> "");
        gateway.statuses.add(() -> TxValidationCode.MVCC_READ_CONFLICT);
        assertEquals(
                "MVCC_READ_CONFLICT",
                assertInstanceOf(SubmitOutcome.Refused.class, anchor()).code());
    }

    @Test
    void a_failed_submit_is_not_believed_before_the_same_transactions_status_is_asked() {
        gateway.endorsements.add(() -> "the answer");
        gateway.submitFails = true;
        gateway.statuses.add(() -> TxValidationCode.VALID);
        assertEquals(
                "the answer",
                assertInstanceOf(SubmitOutcome.Committed.class, anchor()).answer());
        assertEquals(List.of("endorse", "submit", "status"), gateway.calls);
    }

    @Test
    void a_lost_status_answer_is_asked_for_once_more() {
        gateway.endorsements.add(() -> "the answer");
        gateway.statuses.add(AnchorLedgerOutcomesTest::unavailable);
        gateway.statuses.add(() -> TxValidationCode.VALID);
        assertInstanceOf(SubmitOutcome.Committed.class, anchor());
        assertEquals(List.of("endorse", "submit", "status", "status"), gateway.calls);
    }

    @Test
    void an_outcome_that_nobody_can_say_is_unknown_and_keeps_the_transaction_id() {
        gateway.endorsements.add(() -> "");
        gateway.submitFails = true;
        gateway.statuses.add(AnchorLedgerOutcomesTest::unavailable);
        gateway.statuses.add(AnchorLedgerOutcomesTest::unavailable);
        var outcome = assertInstanceOf(SubmitOutcome.Unknown.class, anchor());
        assertEquals(64, outcome.transactionId().length());
        assertTrue(outcome.detail().contains("insufficient number of orderers"), outcome.detail());
    }

    @Test
    void a_call_that_no_peer_endorses_says_that_nothing_was_written() {
        gateway.endorsements.add(() -> {
            throw Status.FAILED_PRECONDITION
                    .withDescription("no combination of peers")
                    .asRuntimeException();
        });
        var failure = assertThrows(LedgerUnavailableException.class, this::anchor);
        assertTrue(String.valueOf(failure.getMessage()).contains("nothing was written"));
    }

    @Test
    void peers_that_disagree_for_a_moment_are_asked_anew() {
        gateway.endorsements.add(AnchorLedgerOutcomesTest::disagreement);
        gateway.endorsements.add(AnchorLedgerOutcomesTest::disagreement);
        gateway.endorsements.add(() -> "the answer");
        gateway.statuses.add(() -> TxValidationCode.VALID);
        assertInstanceOf(SubmitOutcome.Committed.class, anchor());
        assertEquals(List.of("endorse", "endorse", "endorse", "submit", "status"), gateway.calls);
    }

    @Test
    void peers_that_go_on_disagreeing_end_in_unavailable_with_nothing_submitted() {
        for (int i = 0; i < 20; i++) {
            gateway.endorsements.add(AnchorLedgerOutcomesTest::disagreement);
        }
        var failure = assertThrows(LedgerUnavailableException.class, this::anchor);
        assertTrue(String.valueOf(failure.getMessage()).contains("do not match"), failure::getMessage);
        assertFalse(gateway.calls.contains("submit"));
    }

    @Test
    void governance_goes_through_a_conflict_and_gives_up_on_the_fifth() {
        gateway.endorsements.add(() -> "");
        gateway.endorsements.add(() -> "the answer");
        gateway.statuses.add(() -> TxValidationCode.MVCC_READ_CONFLICT);
        gateway.statuses.add(() -> TxValidationCode.VALID);
        assertInstanceOf(SubmitOutcome.Committed.class, ledger.governance().approve("0".repeat(64)));
        for (int i = 0; i < 5; i++) {
            gateway.endorsements.add(() -> "");
            gateway.statuses.add(() -> TxValidationCode.PHANTOM_READ_CONFLICT);
        }
        assertEquals(
                "PHANTOM_READ_CONFLICT",
                assertInstanceOf(
                                SubmitOutcome.Refused.class, ledger.governance().approve("0".repeat(64)))
                        .code());
        assertTrue(gateway.endorsements.isEmpty());
    }

    @Test
    void the_head_is_read_as_anchored() {
        gateway.evaluations.add(() -> anchored().toText());
        assertEquals(anchored().checkpoint(), ledger.head(ORIGIN).orElseThrow().checkpoint());
    }

    @Test
    void nothing_anchored_is_empty_and_an_unknown_log_is_not_registered() {
        for (String code : List.of("NOT_FOUND", "UNKNOWN_LOG")) {
            for (int i = 0; i < 3; i++) {
                gateway.evaluations.add(() -> {
                    throw Status.UNKNOWN
                            .withDescription("evaluate call to endorser returned error: chaincode response 500, " + code
                                    + ": nothing there")
                            .asRuntimeException();
                });
            }
            assertEquals(Optional.empty(), ledger.head(ORIGIN));
            assertEquals(Optional.empty(), ledger.checkpointAtOrAfter(ORIGIN, 5));
            assertFalse(ledger.isRegistered(ORIGIN));
        }
    }

    @Test
    void another_refusal_of_a_question_is_no_empty_answer() {
        gateway.evaluations.add(() -> {
            throw FakeGateway.chaincodeError("chaincode response 500, BAD_ARGUMENT: the size is no number");
        });
        assertEquals(
                "BAD_ARGUMENT",
                assertThrows(LedgerRefusedException.class, () -> ledger.head(ORIGIN))
                        .code());
    }

    @Test
    void a_peer_that_is_down_or_answers_nonsense_is_unavailable() {
        gateway.evaluations.add(() -> "nonsense");
        assertThrows(LedgerUnavailableException.class, () -> ledger.head(ORIGIN));
        gateway.close();
        assertThrows(LedgerUnavailableException.class, () -> ledger.head(ORIGIN));
        assertThrows(LedgerUnavailableException.class, this::anchor);
    }

    private SubmitOutcome anchor() {
        return ledger.anchor(anchored().note().toText(), 0, List.of());
    }

    private static String disagreement() {
        throw FakeGateway.chaincodeError("ProposalResponsePayloads do not match");
    }

    private static TxValidationCode unavailable() {
        throw Status.UNAVAILABLE.withDescription("connection lost").asRuntimeException();
    }

    private static AnchoredCheckpoint anchored() {
        SigningKey key = SigningKey.generate(ORIGIN, new SecureRandom());
        String body = new Checkpoint(ORIGIN, 0, TreeHash.emptyRoot()).toBody();
        return new AnchoredCheckpoint(1_700_000_000, "0".repeat(64), SignedNote.sign(body, key));
    }
}
