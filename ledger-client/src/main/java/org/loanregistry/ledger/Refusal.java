package org.loanregistry.ledger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/**
 * The contract's refusal inside a gateway error. A contract's own payload never reaches the client, only its message: as
 * {@code ... chaincode response 500, CODE: sentence}, in the error itself (evaluate) or in its details (endorse).
 */
record Refusal(String code, String sentence) {
    /** Nothing is stored under that name. */
    static final String NOT_FOUND = "NOT_FOUND";

    /** No log of that origin is registered. */
    static final String UNKNOWN_LOG = "UNKNOWN_LOG";

    /** No such change was proposed. */
    static final String UNKNOWN_PROPOSAL = "UNKNOWN_PROPOSAL";

    private static final Pattern FORM =
            Pattern.compile("chaincode response 500, ([A-Z][A-Z_]{1,63}): (.*)", Pattern.DOTALL);

    /** The first refusal found; empty if the error is of another kind, a peer that is down for example. */
    static Optional<Refusal> find(String message, List<ErrorDetail> details) {
        return Stream.concat(details.stream().map(ErrorDetail::getMessage), Stream.of(message))
                .map(FORM::matcher)
                .filter(Matcher::find)
                .map(found -> new Refusal(found.group(1), found.group(2).strip()))
                .findFirst();
    }

    /** Whether it only says that there is nothing. */
    boolean meansNothingThere() {
        return code.equals(NOT_FOUND) || code.equals(UNKNOWN_LOG) || code.equals(UNKNOWN_PROPOSAL);
    }
}
