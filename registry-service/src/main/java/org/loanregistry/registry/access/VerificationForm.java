package org.loanregistry.registry.access;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.pii.Comparison;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.pii.PiiKind;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.ContractField;
import org.loanregistry.registry.rights.CaseReference;

/**
 * A claim that somebody wants compared. Its text does not show the value.
 *
 * @param subjectId about which borrower; null if about a contract
 * @param contractId about which contract, and whose; null if about a borrower
 * @param field of the catalogue
 * @param claimed what it is claimed to be
 * @param purpose for what
 * @param reason the case or ticket in the caller's own books
 */
record VerificationForm(
        @Nullable UUID subjectId,
        @Nullable UUID contractId,
        String field,
        Pii<?> claimed,
        Purpose purpose,
        String reason)
        implements AutoCloseable {
    private static final int MAX_TEXT = 200;
    private static final int MAX_NAME = 63;
    private static final PiiKind UNKNOWN = new PiiKind.Reference();

    /** Every field of which a claim can be compared, by name. */
    static final Set<String> FIELDS = names();

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(PersonalFields.NAMES);
        for (ContractField field : ContractField.values()) {
            names.add(field.fieldName());
        }
        return names;
    }

    /**
     * Reads {@code {subjectId | contractId, field, value, purpose, reason}}; what is wrong is refused on {@code fields}, never
     * quoted.
     */
    static VerificationForm read(Fields fields) {
        Optional<UUID> subject = id(fields, "subjectId");
        Optional<UUID> contract = id(fields, "contractId");
        String field = fields.requiredText("field", MAX_NAME);
        Optional<PiiKind> kind = kind(field);
        if (!field.isEmpty() && kind.isEmpty()) {
            fields.refuse("field", "must be one of " + String.join(", ", FIELDS));
        }
        if (contract.isEmpty() && kind.isPresent() && ContractField.find(field).isPresent()) {
            fields.refuse("contractId", "must be given for a field of a contract");
        } else if (subject.isPresent() == contract.isPresent()) {
            fields.refuse("", "must have either subjectId or contractId");
        }
        Pii<?> claimed = claimed(fields, kind.orElse(UNKNOWN));
        Purpose purpose = fields.required(
                        "purpose",
                        fields.parsed("purpose", MAX_TEXT, AskedPurpose::of, "must be one of the registry's purposes"))
                .orElse(Purpose.VERIFICATION);
        String reason = CaseReference.read(fields, "reason");
        fields.finish();
        return new VerificationForm(subject.orElse(null), contract.orElse(null), field, claimed, purpose, reason);
    }

    private static Optional<UUID> id(Fields fields, String name) {
        return fields.parsed(name, MAX_TEXT, UUID::fromString, "must be an id of the registry");
    }

    private static Optional<PiiKind> kind(String field) {
        return switch (field) {
            case "name" -> Optional.of(new PiiKind.Name());
            case "nationalId" -> Optional.of(new PiiKind.ResidentId());
            case "mobile" -> Optional.of(new PiiKind.Mobile());
            case "reference" -> Optional.of(new PiiKind.Reference());
            default -> ContractField.find(field).map(one -> new PiiKind.RecordValue(one.form()));
        };
    }

    /** That a claim has no form of its kind is seen from the claim alone, and so it says nothing of what is kept. */
    private static Pii<?> claimed(Fields fields, PiiKind kind) {
        Optional<String> text = fields.toTree().get("value") instanceof Long
                ? fields.integer("value", -Fields.MAX_AMOUNT, Fields.MAX_AMOUNT).map(String::valueOf)
                : fields.text("value", MAX_TEXT);
        Pii<?> claimed = Pii.of(kind, fields.required("value", text).orElse("-"));
        if (text.isPresent() && !Comparison.isComparable(claimed)) {
            fields.refuse("value", "must be a value of its kind, in any usual writing");
        }
        return claimed;
    }

    @Override
    public void close() {
        claimed.close();
    }
}
