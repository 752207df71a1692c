package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.grpc.Status;
import java.io.IOException;
import java.util.List;
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
        gateway.endorsements.add(() -> {
            throw FakeGateway.chaincodeError("chaincode response 500, UNKNOWN_PROPOSAL: nobody proposed it");
        });
        assertRefused("UNKNOWN_PROPOSAL");
        assertEquals(List.of("endorse"), gateway.calls);
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

    private void assertRefused(String code) {
        assertEquals(
                code, assertInstanceOf(SubmitOutcome.Refused.class, approve()).code());
    }

    private SubmitOutcome approve() {
        return ledger.governance().approve(PROPOSAL);
    }
}
