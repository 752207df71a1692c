package org.loanregistry.registry.loan.calculator;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which one disbursal is reckoned: what a quote computes and what a booking computes, from the same terms by
 * the same calculator.
 *
 * @param currency ISO 4217
 * @param principalMinor above 0
 * @param rates the annual rate over time
 * @param dayCount what part of a year a period is
 * @param method how it is repaid
 * @param dueDates when
 * @param charges what is paid beside interest
 * @param penalty what being late costs; absent if nothing was agreed
 */
public record LoanTerms(
        Currency currency,
        long principalMinor,
        RatePlan rates,
        DayCount dayCount,
        RepaymentMethod method,
        DueDates dueDates,
        List<Charge> charges,
        @Nullable Penalty penalty) {

    /** Refuses what cannot be repaid: no principal, a balloon above it, seasons that do not sum to it. */
    public LoanTerms {
        charges = List.copyOf(charges);
        if (principalMinor < 1) {
            throw new IllegalArgumentException("got a principal of " + principalMinor + ", want at least 1 minor unit");
        }
        switch (method) {
            case RepaymentMethod.Balloon(long left)
            when left > principalMinor -> throw new IllegalArgumentException("a balloon above the principal");
            case RepaymentMethod.Seasonal(List<Long> parts)
            when parts.size() != dueDates.count()
                    || parts.stream().mapToLong(Long::longValue).sum() != principalMinor ->
                throw new IllegalArgumentException("seasons must be one an instalment and sum to the principal");
            case RepaymentMethod.EqualInstalments _,
                    RepaymentMethod.EqualPrincipal _,
                    RepaymentMethod.InterestFirst _,
                    RepaymentMethod.Balloon _,
                    RepaymentMethod.Seasonal _ -> {}
        }
        if (atStart(charges, principalMinor) >= principalMinor) {
            throw new IllegalArgumentException("charges at the start leave nothing of the principal");
        }
    }

    /** What the borrower has of the loan at the start, in minor units: charges at the start are taken off. */
    public long netMinor() {
        return principalMinor - atStart(charges, principalMinor);
    }

    private static long atStart(List<Charge> charges, long principalMinor) {
        return charges.stream().mapToLong(one -> one.atStart(principalMinor)).reduce(0, Math::addExact);
    }
}
