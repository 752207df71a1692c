package org.loanregistry.registry.sharing.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.rights.CaseReference;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;

/**
 * What a lender asks to agree.
 *
 * @param version the version that it follows, 0 for what joint funding implies
 * @param fields sorted, those among them that every agreement has
 * @param purposes sorted
 * @param until the last day; null for no end
 */
record AgreementForm(
        int version,
        List<String> fields,
        List<String> purposes,
        @Nullable LocalDate until,
        String caseReference) {
    /** What a partner lender may do with a record at all (the access policy). */
    private static final Set<String> PURPOSES = Set.of(Purpose.RECONCILIATION.name(), Purpose.VERIFICATION.name());

    private static final int FIRST_LOAN_SCHEMA = 257;
    private static final int LAST_LOAN_SCHEMA = 260;
    private static final int MOST = 100;
    private static final int MAX_TEXT = 100;

    /** {@code {version, fields, purposes, caseReference, until}}; until may be left out. */
    static AgreementForm read(byte[] body, RecordSchemas schemas, LocalDate today) {
        Fields fields = Fields.of(Json.parse(body));
        int version = Math.toIntExact(fields.requiredInteger("version", 0, Integer.MAX_VALUE - 1));
        Set<String> names =
                names(fields, "fields", known(schemas), "must name fields of the records of loans, each once");
        names.addAll(ShareStanding.ALWAYS);
        Set<String> purposes =
                names(fields, "purposes", PURPOSES, "must name some of RECONCILIATION, VERIFICATION, each once");
        if (purposes.isEmpty()) {
            fields.refuse("purposes", "must name some of RECONCILIATION, VERIFICATION, each once");
        }
        LocalDate until = fields.parsed("until", MAX_TEXT, LocalDate::parse, "must be a date, as 2031-12-31")
                .orElse(null);
        if (until != null && until.isBefore(today)) {
            fields.refuse("until", "must not be before today");
        }
        String reference = CaseReference.read(fields, "caseReference");
        finish(fields);
        return new AgreementForm(version, List.copyOf(names), List.copyOf(purposes), until, reference);
    }

    /** {@code {version, caseReference}}: nothing is shown any more. */
    static AgreementForm revocation(byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        int version = Math.toIntExact(fields.requiredInteger("version", 0, Integer.MAX_VALUE - 1));
        String reference = CaseReference.read(fields, "caseReference");
        finish(fields);
        return new AgreementForm(version, List.of(), List.of(), null, reference);
    }

    /** Every field of the records of loans, personal ones too. */
    private static Set<String> known(RecordSchemas schemas) {
        return IntStream.rangeClosed(FIRST_LOAN_SCHEMA, LAST_LOAN_SCHEMA)
                .mapToObj(schemas::require)
                .flatMap(schema -> schema.fields().stream())
                .map(SchemaField::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(Fields fields, String name, Set<String> known, String rule) {
        List<String> given = fields.textList(name, MOST, MAX_TEXT);
        Set<String> names = new TreeSet<>(given);
        if (names.size() != given.size() || !known.containsAll(names)) {
            fields.refuse(name, rule);
        }
        return names;
    }

    private static void finish(Fields fields) {
        fields.finish();
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", fields.errors());
        }
    }
}
