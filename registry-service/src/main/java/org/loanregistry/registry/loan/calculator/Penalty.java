package org.loanregistry.registry.loan.calculator;

import org.loanregistry.registry.loan.Rate;

/**
 * What being late costs: overdue principal bears the contract rate times {@code 1 + surcharge}, and misused principal
 * likewise; a loan that is both bears the heavier, never both (PBoC interest rules of 1999, article 25).
 *
 * @param overdueSurcharge usually 0.3 to 0.5
 * @param misuseSurcharge usually 0.5 to 1
 * @param compounds whether unpaid interest bears interest too (articles 20 and 25); off unless agreed
 */
public record Penalty(Rate overdueSurcharge, Rate misuseSurcharge, boolean compounds) {

    /** The annual rate on principal that is late, misused or both; the contract rate if neither. */
    public Fraction annualRate(Rate contract, boolean late, boolean misused) {
        Rate surcharge = new Rate("0");
        if (late) {
            surcharge = overdueSurcharge;
        }
        if (misused && misuseSurcharge.value().compareTo(surcharge.value()) > 0) {
            surcharge = misuseSurcharge;
        }
        return Fraction.of(contract.value()).times(Fraction.ONE.plus(Fraction.of(surcharge.value())));
    }

    /** Penalty interest on overdue principal over some days. */
    public long on(long overduePrincipalMinor, Rate contract, Fraction partOfYear) {
        return annualRate(contract, true, false)
                .times(partOfYear)
                .times(overduePrincipalMinor)
                .roundHalfUp();
    }
}
