package org.loanregistry.registry.loan.calculator;

/**
 * One instalment as reckoned; amounts in minor units, none negative.
 *
 * @param number from 1
 * @param period what its interest is for; due on its last day
 * @param principal of it principal
 * @param interest of it interest
 * @param charge of it charges
 * @param balanceAfter the principal left when it is paid
 */
public record PlanLine(int number, Period period, long principal, long interest, long charge, long balanceAfter) {
    /** Everything due. */
    public long amount() {
        return Math.addExact(Math.addExact(principal, interest), charge);
    }
}
