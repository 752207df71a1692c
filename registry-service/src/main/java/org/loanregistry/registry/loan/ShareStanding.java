package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one funding lender is shown of a contract's records, and for what: the newest version of its share agreement. Where there is
 * none, what joint funding implies on the ground of the contract itself: every field that is not personal, to verify and to reconcile.
 *
 * @param version from 1; 0 of what is implied
 * @param isRevoked whether that version ends it
 * @param fields names of docs/schemas/records.txt; of what is implied empty, for it is all that are not personal
 * @param purposes names of {@link org.loanregistry.privacy.access.Purpose}
 * @param from the day of its record, UTC; null of what is implied
 * @param until the last day, UTC; null for no end
 */
public record ShareStanding(
        int version,
        boolean isRevoked,
        Set<String> fields,
        Set<String> purposes,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {
    /** What joint funding implies. */
    public static final ShareStanding IMPLIED =
            new ShareStanding(0, false, Set.of(), Set.of("RECONCILIATION", "VERIFICATION"), null, null);

    /** Without these it could not be told which record of which contract a record is, nor whose. Every agreement has them. */
    public static final Set<String> ALWAYS = Set.of(
            "contractId",
            "contractNumber",
            "eventId",
            "eventNumber",
            "funders",
            "lenderOfRecord",
            "previousLeaf",
            "repaymentId",
            "repaymentNumber",
            "rowVersion");

    /** What the registry computes of a loan, it computes out of these: a lender that is not shown them is not shown that either. */
    public static final Set<String> FIGURES = Set.of(
            "amountMinor",
            "chargeMinor",
            "currency",
            "event",
            "excessMinor",
            "interestMinor",
            "principalMinor",
            "principalOutstandingMinor",
            "productTerms",
            "schedule",
            "startDate",
            "status",
            "totalDueMinor");

    private static final Map<String, String> PERSONAL = Map.of(
            "borrowerName", "name",
            "borrowerNationalId", "nationalId",
            "borrowerMobile", "mobile",
            "borrowerReference", "reference");

    /** Copies the sets. */
    public ShareStanding {
        fields = Set.copyOf(fields);
        purposes = Set.copyOf(purposes);
    }

    /** The name in the catalogue of personal fields of a record's field; empty if that is not personal. */
    public static Optional<String> personalName(String field) {
        return Optional.ofNullable(PERSONAL.get(field));
    }

    /** Whether nothing is shown any more. */
    public boolean hasEnded(LocalDate today) {
        return isRevoked || (until != null && until.isBefore(today));
    }

    /** Whether a field that is not personal is shown, as long as it has not ended. */
    public boolean shows(String field) {
        return version == 0 || fields.contains(field);
    }

    /** Whether each of these is. */
    public boolean showsAll(Collection<String> names) {
        return version == 0 || fields.containsAll(names);
    }

    /** Whether it is for this purpose, as long as it has not ended. */
    public boolean isFor(String purpose) {
        return purposes.contains(purpose);
    }
}
