package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;
import java.time.Year;
import java.time.temporal.ChronoUnit;

/**
 * What part of a year some days are. The day of disbursal counts, the day of payment does not. A line's daily rate is the
 * annual rate over 360, a monthly rate the annual rate over 12 (PBoC rules of interest).
 */
public enum DayCount {
    /** Actual days over 360. */
    ACT_360("ACT_360"),
    /** Actual days over 365, leap year or not. */
    ACT_365F("ACT_365F"),
    /** Actual days, those of a leap year over 366 and the others over 365. */
    ACT_ACT("ACT_ACT"),
    /** Months of 30 days over 360 (30E/360); a whole month of the due-date calendar is exactly a twelfth. */
    THIRTY_360("30_360");

    private final String code;

    DayCount(String code) {
        this.code = code;
    }

    /** As contracts name it. */
    public String code() {
        return code;
    }

    /** The day count of a code. */
    public static DayCount parse(String code) {
        for (DayCount one : values()) {
            if (one.code.equals(code)) {
                return one;
            }
        }
        throw new IllegalArgumentException("must be one of ACT_360, ACT_365F, ACT_ACT, 30_360");
    }

    /** The part of a year that a period is. */
    public Fraction of(Period period) {
        return this == THIRTY_360 && period.wholeMonths() > 0
                ? Fraction.of(period.wholeMonths(), 12)
                : between(period.from(), period.to());
    }

    /** The part of a year between two days, 0 if they are the same; {@code to} must not be before {@code from}. */
    public Fraction between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("got an end before the start");
        }
        return switch (this) {
            case ACT_360 -> Fraction.of(ChronoUnit.DAYS.between(from, to), 360);
            case ACT_365F -> Fraction.of(ChronoUnit.DAYS.between(from, to), 365);
            case ACT_ACT -> actual(from, to);
            case THIRTY_360 -> Fraction.of(thirty(to) - thirty(from), 360);
        };
    }

    private static Fraction actual(LocalDate from, LocalDate to) {
        long leap = 0;
        long common = 0;
        LocalDate day = from;
        while (day.isBefore(to)) {
            LocalDate nextYear = LocalDate.of(day.getYear() + 1, 1, 1);
            LocalDate end = nextYear.isBefore(to) ? nextYear : to;
            long days = ChronoUnit.DAYS.between(day, end);
            if (Year.isLeap(day.getYear())) {
                leap += days;
            } else {
                common += days;
            }
            day = end;
        }
        return Fraction.of(leap, 366).plus(Fraction.of(common, 365));
    }

    private static long thirty(LocalDate day) {
        return 360L * day.getYear() + 30L * day.getMonthValue() + Math.min(30, day.getDayOfMonth());
    }
}
