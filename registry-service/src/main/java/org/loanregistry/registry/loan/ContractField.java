package org.loanregistry.registry.loan;

import java.util.Arrays;
import java.util.Optional;
import org.loanregistry.privacy.token.CanonicalForm;

/** The fields of a contract that are one value, by their names in docs/schemas/records.txt. */
public enum ContractField {
    /** The lender's number of it. */
    NUMBER("contractNumber", CanonicalForm.WORD),
    /** Whom the source names as lender. */
    LENDER_OF_RECORD("lenderOfRecord", CanonicalForm.WORD),
    /** ISO 4217. */
    CURRENCY("currency", CanonicalForm.WORD),
    /** The amount lent, in minor units. */
    PRINCIPAL("principalMinor", CanonicalForm.NUMBER),
    /** What was funded so far. */
    FUNDED("fundedMinor", CanonicalForm.NUMBER),
    /** A decimal fraction. */
    ANNUAL_RATE("annualRate", CanonicalForm.NUMBER),
    /** Disbursal. */
    START_DATE("startDate", CanonicalForm.WORD),
    /** Days or months. */
    TERM("term", CanonicalForm.WORD),
    /** How many instalments were agreed. */
    INSTALMENT_COUNT("instalmentCount", CanonicalForm.NUMBER),
    /** A flat charge. */
    CHARGE("chargeMinor", CanonicalForm.NUMBER),
    /** Everything due. */
    TOTAL_DUE("totalDueMinor", CanonicalForm.NUMBER),
    /** In the source's own words. */
    STATUS("status", CanonicalForm.WORD),
    /** End. */
    CLOSED_AT("closedAt", CanonicalForm.WORD);

    private final String fieldName;
    private final CanonicalForm form;

    ContractField(String fieldName, CanonicalForm form) {
        this.fieldName = fieldName;
        this.form = form;
    }

    /** The field of this name, if it is one. */
    public static Optional<ContractField> find(String fieldName) {
        return Arrays.stream(values())
                .filter(field -> field.fieldName.equals(fieldName))
                .findFirst();
    }

    /** The name in schema and catalogue. */
    public String fieldName() {
        return fieldName;
    }

    /** The form in which values are compared. */
    public CanonicalForm form() {
        return form;
    }

    /** The value as text; empty if it is unknown. */
    Optional<String> of(ContractTerms terms) {
        Object value = switch (this) {
            case NUMBER -> terms.number();
            case LENDER_OF_RECORD -> terms.lenderOfRecord();
            case CURRENCY -> terms.currency();
            case PRINCIPAL -> terms.principalMinor();
            case FUNDED -> terms.fundedMinor();
            case ANNUAL_RATE ->
                terms.annualRate() == null ? null : terms.annualRate().text();
            case START_DATE ->
                terms.startDate() == null ? null : terms.startDate().text();
            case TERM -> terms.term() == null ? null : terms.term().text();
            case INSTALMENT_COUNT -> terms.instalmentCount();
            case CHARGE -> terms.chargeMinor();
            case TOTAL_DUE -> terms.totalDueMinor();
            case STATUS -> terms.status();
            case CLOSED_AT -> terms.closedAt() == null ? null : terms.closedAt().text();
        };
        return Optional.ofNullable(value).map(String::valueOf);
    }
}
