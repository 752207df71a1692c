package org.loanregistry.registry.loan;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.loanregistry.registry.json.Fields;

/**
 * An exact amount: an integer of the currency's minor unit, whose scale {@link Currency} gives.
 *
 * @param minor minor units, at most 2^53 - 1 either way
 * @param currency an ISO 4217 currency that has a minor unit
 */
public record Money(long minor, Currency currency) {
    /** A plain decimal of any number of digits, as spreadsheets and floating point print it. */
    public static final Pattern NOISY = Pattern.compile("-?[0-9]{1,16}(\\.[0-9]{1,30})?");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,16}(\\.[0-9]{1,12})?");

    /** Refuses what no JSON reader keeps exact, and currencies without a scale. */
    public Money {
        if (minor > Fields.MAX_AMOUNT || minor < -Fields.MAX_AMOUNT) {
            throw new IllegalArgumentException("an amount beyond 2^53 - 1 minor units");
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit");
        }
    }

    /** The currency of an ISO 4217 code; refuses unknown ones and those without a minor unit. */
    public static Currency currency(String code) {
        return new Money(0, Currency.getInstance(code)).currency();
    }

    /**
     * The amount that a decimal text such as {@code 83.33} or {@code 10000.000000} gives.
     *
     * @throws IllegalArgumentException if it is no plain decimal, or has other digits than 0 beyond the currency's scale
     */
    public static Money parse(String decimal, Currency currency) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new IllegalArgumentException("must be a plain decimal number");
        }
        try {
            return new Money(
                    new BigDecimal(decimal)
                            .movePointRight(currency.getDefaultFractionDigits())
                            .longValueExact(),
                    currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must have at most " + currency.getDefaultFractionDigits() + " decimals in " + currency, e);
        }
    }

    /** The plain decimal with all digits of the currency, {@code 1079.71}. */
    public String toText() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }
}
