package org.loanregistry.registry.loan;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A contract as it was agreed, without the borrower; frozen once recorded. Absent means unknown, never 0.
 *
 * @param number the lender's number of it, unique within the tenant
 * @param lenderOfRecord whom the source names as lender or field partner
 * @param shares the funding lenders, in the order given; the first is the tenant; they sum to the principal
 * @param currency ISO 4217
 * @param principalMinor in minor units, above 0
 * @param fundedMinor what was funded so far, if stated
 * @param annualRate decimal fraction as text
 * @param startDate disbursal
 * @param term days or months
 * @param instalmentCount how many instalments were agreed
 * @param schedule the agreed instalments by number, possibly none
 * @param chargeMinor a flat charge
 * @param totalDueMinor everything due
 * @param status in the source's own words
 * @param closedAt end
 * @param provenance where values come from, by field
 * @param attributes what the source has beyond this, verbatim
 * @param product the terms by which the loan is reckoned, if it is booked as a product
 */
public record ContractTerms(
        String number,
        String lenderOfRecord,
        List<Share> shares,
        String currency,
        long principalMinor,
        @Nullable Long fundedMinor,
        @Nullable Rate annualRate,
        @Nullable PartialDate startDate,
        @Nullable Term term,
        @Nullable Integer instalmentCount,
        List<Instalment> schedule,
        @Nullable Long chargeMinor,
        @Nullable Long totalDueMinor,
        String status,
        @Nullable PartialDate closedAt,
        SortedMap<String, String> provenance,
        SortedMap<String, String> attributes,
        @Nullable FrozenProduct product) {

    /** Copies the lists. */
    public ContractTerms {
        shares = List.copyOf(shares);
        schedule = List.copyOf(schedule);
    }

    /** The same contract with a product's terms. */
    ContractTerms with(@Nullable FrozenProduct frozen) {
        return new ContractTerms(
                number,
                lenderOfRecord,
                shares,
                currency,
                principalMinor,
                fundedMinor,
                annualRate,
                startDate,
                term,
                instalmentCount,
                schedule,
                chargeMinor,
                totalDueMinor,
                status,
                closedAt,
                provenance,
                attributes,
                frozen);
    }

    /** The lender whose borrower and contract number it is: the first funder. */
    public String tenant() {
        return shares.getFirst().lender();
    }

    /** All funding lenders. */
    public List<String> lenders() {
        return shares.stream().map(Share::lender).toList();
    }

    /** What the contract opens with: interest is what the terms state, from the total or else from schedule and charge. */
    public Balance openingBalance() {
        long interest = totalDueMinor != null
                ? Math.max(0, totalDueMinor - principalMinor)
                : Math.addExact(
                        schedule.stream().mapToLong(Instalment::interestMinor).reduce(0, Math::addExact),
                        chargeMinor == null ? 0 : chargeMinor);
        return Balance.opening(principalMinor, interest);
    }
}
