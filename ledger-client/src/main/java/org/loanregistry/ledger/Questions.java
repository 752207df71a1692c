package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Function;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.loanregistry.transparency.agreement.AgreementException;
import org.loanregistry.transparency.note.NoteFormatException;

/** Questions to the contract on one organisation's own peer. */
final class Questions {
    private final Contract contract;
    private final String organisation;

    Questions(Contract contract, String organisation) {
        this.contract = contract;
        this.organisation = organisation;
    }

    /** The answer, read; empty if the contract says that there is nothing. */
    <T> Optional<T> ask(Function<String, T> reader, String function, String... arguments) {
        return answer(function, arguments).map(answer -> {
            try {
                return reader.apply(answer);
            } catch (NoteFormatException | AgreementException | IllegalArgumentException e) {
                throw new LedgerUnavailableException("the peer's answer to " + function + " is malformed", e);
            }
        });
    }

    private Optional<String> answer(String function, String... arguments) {
        try {
            // Named, for a gateway whose own peer cannot answer would otherwise ask another organisation's.
            var question = contract.newProposal(function)
                    .addArguments(arguments)
                    .setEndorsingOrganizations(organisation)
                    .build();
            return Optional.of(new String(question.evaluate(), UTF_8));
        } catch (GatewayException e) {
            Optional<Refusal> refusal = Refusal.find(String.valueOf(e.getMessage()), e.getDetails());
            if (refusal.isEmpty()) {
                throw new LedgerUnavailableException(function + " was not answered: " + Submission.reason(e), e);
            }
            if (refusal.get().meansNothingThere()) {
                return Optional.empty();
            }
            throw new LedgerRefusedException(function, refusal.get());
        }
    }
}
