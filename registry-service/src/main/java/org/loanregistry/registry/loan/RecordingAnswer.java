package org.loanregistry.registry.loan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.Outcome.Reason;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.transparency.tree.Hash;

/** What became of a request, as JSON. */
final class RecordingAnswer {
    private RecordingAnswer() {}

    /** 201 with ids and receipt; 200 with the first answer's ids if it stood there before; else the exception. */
    static Answer single(Recording recording) {
        return switch (recording.outcomes().getFirst()) {
            case Outcome.Recorded recorded -> {
                Map<String, Object> tree = outcome("recorded", recorded.ids());
                Map<String, Object> receipt = new LinkedHashMap<>();
                receipt.put("note", String.valueOf(recording.receiptNote()));
                receipt.put("index", recorded.receipt().index());
                receipt.put(
                        "path",
                        recorded.receipt().path().stream().map(Hash::toBase64).toList());
                tree.put("receipt", receipt);
                yield new Answer(201, Json.write(tree));
            }
            case Outcome.AlreadyRecorded before ->
                new Answer(200, Json.write(outcome("already-recorded", before.ids())));
            case Outcome.Rejected(Reason reason, List<FieldError> errors) ->
                throw switch (reason) {
                    case INVALID -> new Refused("The request breaks the rules of these fields.", errors);
                    case CONFLICT -> new Conflict("This is recorded already with other content.", errors);
                    case NOT_ALLOWED -> new NotAllowed("The caller writes only loans that its organisation funds.");
                    case NOT_FOUND -> new NotFound("There is no such contract, or none that the caller may see.");
                };
        };
    }

    /**
     * 200 with {@code outcomes}, one an item, and the receipt's {@code note}. A recorded item's {@code index} is its place
     * in the receipt; the path follows from the leaf hashes of all recorded items in the order of their indexes.
     */
    static Answer batch(Recording recording) {
        List<Object> outcomes = new ArrayList<>();
        for (Outcome outcome : recording.outcomes()) {
            outcomes.add(
                    switch (outcome) {
                        case Outcome.Recorded recorded -> {
                            Map<String, Object> tree = outcome("recorded", recorded.ids());
                            tree.put("index", recorded.receipt().index());
                            yield tree;
                        }
                        case Outcome.AlreadyRecorded before -> outcome("already-recorded", before.ids());
                        case Outcome.Rejected rejected -> refused(rejected.errors());
                    });
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("outcomes", outcomes);
        if (recording.receiptNote() != null) {
            tree.put("receipt", Map.of("note", recording.receiptNote()));
        }
        return new Answer(200, Json.write(tree));
    }

    private static Map<String, Object> refused(List<FieldError> errors) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("outcome", "refused");
        tree.put(
                "errors",
                errors.stream()
                        .map(error -> Map.<String, Object>of("field", error.field(), "rule", error.rule()))
                        .toList());
        return tree;
    }

    private static Map<String, Object> outcome(String word, Outcome.Ids ids) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("outcome", word);
        tree.put("recordId", ids.recordId().toString());
        tree.put("contractId", ids.contractId().toString());
        if (ids.repaymentId() != null) {
            tree.put("repaymentId", ids.repaymentId().toString());
        }
        if (ids.eventId() != null) {
            tree.put("eventId", ids.eventId().toString());
        }
        tree.put("leafHash", ids.leafHash().toBase64());
        return tree;
    }
}
