package org.loanregistry.registry.loan.calculator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms. Interest is a product of an amount, a rate and a part of a year; as a fraction it is
 * rounded once, at the end, and an exact half is seen as one.
 *
 * @param numerator of any sign
 * @param denominator above 0
 */
public record Fraction(BigInteger numerator, BigInteger denominator) {
    public static final Fraction ZERO = of(0);
    public static final Fraction ONE = of(1);

    /** Refuses a denominator that is not above 0; brings to lowest terms. */
    public Fraction {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("a denominator that is not above 0");
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** A whole number. */
    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** {@code numerator / denominator}. */
    public static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The exact value of a decimal. */
    public static Fraction of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** The sum. */
    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The product. */
    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The product with a whole number. */
    public Fraction times(long whole) {
        return new Fraction(numerator.multiply(BigInteger.valueOf(whole)), denominator);
    }

    /** The nearest whole number, halves away from zero. */
    public long roundHalfUp() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** To 34 digits, for the formulas that have powers. */
    public BigDecimal toDecimal() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128);
    }
}
