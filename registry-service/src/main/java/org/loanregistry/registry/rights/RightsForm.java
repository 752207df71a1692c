package org.loanregistry.registry.rights;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.record.CanonicalJson;

/** What the bodies of requests about rights say; what is wrong is refused by field, never quoted. */
final class RightsForm {
    private static final int MAX_TEXT = 32;
    private static final String CASE = "caseReference";

    private RightsForm() {}

    /** Why a person's data is to be erased: the cases of PIPL, article 47, first paragraph. */
    enum Reason {
        PURPOSE_FULFILLED,
        RETENTION_ENDED,
        CONSENT_WITHDRAWN,
        UNLAWFUL
    }

    /** Why it has to be kept: PIPL, article 47, second paragraph. */
    enum Basis {
        AML,
        CREDIT_RECORD,
        LITIGATION,
        AUTHORITY
    }

    /** {@code {reason, caseReference}}, as canonical JSON. */
    static String request(byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        SortedMap<String, Object> tree = new TreeMap<>();
        one(fields, "reason", Reason.values()).ifPresent(reason -> tree.put("reason", reason.name()));
        tree.put(CASE, CaseReference.read(fields, CASE));
        return finished(fields, tree);
    }

    /** {@code {basis, caseReference, until}}; {@code until} is the last day, and may be left out. */
    static String hold(byte[] body, LocalDate today) {
        Fields fields = Fields.of(Json.parse(body));
        SortedMap<String, Object> tree = new TreeMap<>();
        one(fields, "basis", Basis.values()).ifPresent(basis -> tree.put("basis", basis.name()));
        tree.put(CASE, CaseReference.read(fields, CASE));
        fields.parsed("until", MAX_TEXT, LocalDate::parse, "must be a date, as 2031-12-31")
                .ifPresent(until -> {
                    if (until.isBefore(today)) {
                        fields.refuse("until", "must not be before today");
                    }
                    tree.put("until", until.toString());
                });
        return finished(fields, tree);
    }

    /** {@code {caseReference}}. */
    static String release(byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        SortedMap<String, Object> tree = new TreeMap<>();
        tree.put(CASE, CaseReference.read(fields, CASE));
        return finished(fields, tree);
    }

    /** {@code {decision: GRANT | REFUSE, caseReference}}. */
    static Decision decision(byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        Optional<Choice> choice = one(fields, "decision", Choice.values());
        SortedMap<String, Object> tree = new TreeMap<>();
        tree.put(CASE, CaseReference.read(fields, CASE));
        String text = finished(fields, tree);
        return new Decision(choice.orElse(Choice.REFUSE) == Choice.GRANT, text);
    }

    /** What an officer decided. */
    record Decision(boolean granted, String body) {}

    private enum Choice {
        GRANT,
        REFUSE
    }

    private static <T extends Enum<T>> Optional<T> one(Fields fields, String name, T[] values) {
        return fields.required(
                name,
                fields.parsed(
                        name,
                        MAX_TEXT,
                        text -> {
                            for (T value : values) {
                                if (value.name().equals(text)) {
                                    return value;
                                }
                            }
                            throw new IllegalArgumentException(name);
                        },
                        "must be one of " + names(values)));
    }

    private static String names(Enum<?>[] values) {
        StringBuilder names = new StringBuilder();
        for (Enum<?> value : values) {
            names.append(names.isEmpty() ? "" : ", ").append(value.name());
        }
        return names.toString();
    }

    private static String finished(Fields fields, SortedMap<String, Object> tree) {
        fields.finish();
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", fields.errors());
        }
        return CanonicalJson.write(tree);
    }
}
