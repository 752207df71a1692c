package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @Test
    void code_and_sentence_are_read_from_the_error_itself() {
        assertEquals(
                Optional.of(new Refusal("WRONG_OLD_SIZE", "the head has 12 leaves, not 7")),
                find(
                        "UNKNOWN: evaluate call to endorser returned error: chaincode response 500, WRONG_OLD_SIZE: the head"
                                + " has 12 leaves, not 7"));
    }

    @Test
    void the_details_come_before_the_error() {
        ErrorDetail detail = ErrorDetail.newBuilder()
                .setMessage("chaincode response 500, SMALLER_TREE: 3 < 4")
                .build();
        assertEquals(
                Optional.of(new Refusal("SMALLER_TREE", "3 < 4")),
                Refusal.find("ABORTED: failed to endorse transaction", List.of(detail)));
    }

    @Test
    void a_sentence_may_hold_colons_and_line_feeds() {
        assertEquals(
                Optional.of(new Refusal("MALFORMED_NOTE", "line 2: 'x'\nwant a number")),
                find("chaincode response 500, MALFORMED_NOTE: line 2: 'x'\nwant a number"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UNAVAILABLE: io exception",
                "chaincode response 500, something went wrong",
                "chaincode response 500, Undefined: x",
                "chaincode response 404, NOT_FOUND: x",
                "NOT_FOUND: no such channel",
                "no peers available to evaluate chaincode registry in channel loans"
            })
    void an_error_of_another_kind_is_no_refusal(String message) {
        assertEquals(Optional.empty(), find(message));
    }

    private static Optional<Refusal> find(String message) {
        return Refusal.find(message, List.of());
    }
}
