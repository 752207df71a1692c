package org.loanregistry.registry.sharing.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Money;

/**
 * What one side says of a loan at the end of a day.
 *
 * @param currency ISO 4217
 * @param principalMinor the bank's part of the principal that is out, from 0
 * @param lastOn the day of the last record until then; absent if there is none but the contract
 * @param version how many records the position rests on, from 1
 */
public record Side(
        String currency, long principalMinor, @Nullable LocalDate lastOn, int version) {
    /** The principal as a plain decimal of its currency. */
    public String principal() {
        return new Money(principalMinor, Money.currency(currency)).toText();
    }
}
