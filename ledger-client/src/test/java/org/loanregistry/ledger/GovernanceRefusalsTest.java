package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.grpc.Status;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What governance does not ask for a second time, by the unmodified gateway client against a gateway that is told. */
class GovernanceRefusalsTest {
    private static final String PROPOSAL = "0".repeat(64);

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
    void a_block_that_marks_it_invalid_for_another_reason_is_not_asked_again() {
        gateway.endorsements.add(() -> "");
        gateway.statuses.add(() -> TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertRefused("ENDORSEMENT_POLICY_FAILURE");
        assertEquals(List.of("endorse", "submit", "status"), gateway.calls);
    }

    @Test
    void what_the_contract_refuses_is_not_asked_again() {
        gateway.endorsements.add(refusal("STALE_PROPOSAL"));
        assertRefused("STALE_PROPOSAL");
        assertEquals(List.of("endorse"), gateway.calls);
    }

    @Test
    void a_peer_that_has_not_seen_the_proposal_yet_is_asked_again() {
        gateway.endorsements.add(refusal("UNKNOWN_PROPOSAL"));
        gateway.endorsements.add(() -> "the answer");
        gateway.statuses.add(() -> TxValidationCode.VALID);
        assertInstanceOf(SubmitOutcome.Committed.class, approve());
        assertEquals(List.of("endorse", "endorse", "submit", "status"), gateway.calls);
    }

    @Test
    void what_no_peer_ever_sees_is_refused_with_nothing_submitted() {
        gateway.endorsements.addAll(Collections.nCopies(10, refusal("UNKNOWN_PROPOSAL")));
        assertRefused("UNKNOWN_PROPOSAL");
        assertEquals(Collections.nCopies(10, "endorse"), gateway.calls);
    }

    @Test
    void an_unknown_outcome_is_not_asked_again() {
        gateway.endorsements.add(() -> "");
        for (int i = 0; i < 2; i++) {
            gateway.statuses.add(() -> {
                throw Status.UNAVAILABLE.withDescription("connection lost").asRuntimeException();
            });
        }
        assertInstanceOf(SubmitOutcome.Unknown.class, approve());
        assertEquals(List.of("endorse", "submit", "status", "status"), gateway.calls);
    }

    private static Supplier<String> refusal(String code) {
        return () -> {
            throw FakeGateway.chaincodeError("chaincode response 500, " + code + ": the contract's sentence");
        };
    }

    private void assertRefused(String code) {
        assertEquals(
                code, assertInstanceOf(SubmitOutcome.Refused.class, approve()).code());
    }

    private SubmitOutcome approve() {
        return ledger.governance().approve(PROPOSAL);
    }
}
