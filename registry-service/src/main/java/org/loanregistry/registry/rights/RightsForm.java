package org.loanregistry.registry.rights;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.registry.borrower.PersonalValues;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.record.CanonicalJson;

/** What the bodies of requests about rights say; what is wrong is refused by field, never quoted. */
final class RightsForm {
    private static final int MAX_TEXT = 32;
    private static final String CASE = "caseReference";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

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
        until(fields, today, tree);
        return finished(fields, tree);
    }

    /** {@code {caseReference}}. */
    static String release(byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        SortedMap<String, Object> tree = new TreeMap<>();
        tree.put(CASE, CaseReference.read(fields, CASE));
        return finished(fields, tree);
    }

    /**
     * {@code {recipient, purpose, fields, noticeHash, until}}: the SHA-256 of the text that the person was shown, in hex, and
     * the last day, which may be left out.
     */
    static String consent(byte[] body, LenderDirectory lenders, LocalDate today) {
        Fields fields = Fields.of(Json.parse(body));
        SortedMap<String, Object> tree = new TreeMap<>();
        fields.required("recipient", fields.text("recipient", MAX_TEXT)).ifPresent(recipient -> {
            if (lenders.find(recipient).isEmpty()) {
                fields.refuse("recipient", "must be a lender of the registry");
            }
            tree.put("recipient", recipient);
        });
        one(fields, "purpose", Purpose.values()).ifPresent(purpose -> tree.put("purpose", purpose.name()));
        List<String> names = fields.textList("fields", PersonalValues.NAMES.size(), MAX_TEXT);
        if (names.isEmpty()
                || !PersonalValues.NAMES.containsAll(names)
                || new HashSet<>(names).size() != names.size()) {
            fields.refuse("fields", "must name some of " + String.join(", ", PersonalValues.NAMES) + ", each once");
        }
        tree.put("fields", names.stream().sorted().map(name -> (Object) name).toList());
        fields.required("noticeHash", fields.text("noticeHash", 64)).ifPresent(hash -> {
            if (!HASH.matcher(hash).matches()) {
                fields.refuse("noticeHash", "must be a SHA-256 in 64 lower-case hex digits");
            }
            tree.put("noticeHash", hash);
        });
        until(fields, today, tree);
        return finished(fields, tree);
    }

    private static void until(Fields fields, LocalDate today, SortedMap<String, Object> tree) {
        fields.parsed("until", MAX_TEXT, LocalDate::parse, "must be a date, as 2031-12-31")
                .ifPresent(until -> {
                    if (until.isBefore(today)) {
                        fields.refuse("until", "must not be before today");
                    }
                    tree.put("until", until.toString());
                });
    }

    /** {@code {}}. */
    static String nothing(byte[] body) {
        return finished(Fields.of(Json.parse(body)), new TreeMap<>());
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
