package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * A moment as well as its source knows it: an instant, a local time whose zone nobody stated, a date, or a month only.
 *
 * @param text {@code 2005-04-14T05:27:55Z}, {@code 2016-08-15T18:22:40}, {@code 2016-08-15} or {@code 2016-08}
 * @param precision which of the four
 */
public record PartialDate(String text, Precision precision) {
    /** How much is known. */
    public enum Precision {
        INSTANT,
        LOCAL_TIME,
        DATE,
        MONTH
    }

    /** No two zones are further apart. */
    private static final int ZONES_APART_HOURS = 26;

    private static final int MONTH_LENGTH = 7;

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern LOCAL =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?");
    private static final Pattern OFFSET = Pattern.compile(LOCAL.pattern() + "(Z|[+-][0-9]{2}:[0-9]{2})");

    /**
     * Reads one of the four forms; an offset other than Z becomes the same instant in UTC.
     *
     * @throws IllegalArgumentException if it is none of them
     * @throws java.time.DateTimeException if there is no such day or time
     */
    public static PartialDate parse(String text) {
        if (MONTH.matcher(text).matches()) {
            return new PartialDate(YearMonth.parse(text).toString(), Precision.MONTH);
        }
        if (DATE.matcher(text).matches()) {
            return new PartialDate(LocalDate.parse(text).toString(), Precision.DATE);
        }
        if (LOCAL.matcher(text).matches()) {
            return new PartialDate(
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.parse(text)), Precision.LOCAL_TIME);
        }
        if (OFFSET.matcher(text).matches()) {
            return new PartialDate(OffsetDateTime.parse(text).toInstant().toString(), Precision.INSTANT);
        }
        throw new IllegalArgumentException("neither instant, local time, date nor month");
    }

    /** Whether this is earlier however the unknown parts of both turn out. */
    public boolean isSurelyBefore(PartialDate other) {
        if (isInLaterMonthThan(other)) {
            return false;
        }
        boolean zonesDiffer = (precision == Precision.INSTANT) != (other.precision == Precision.INSTANT);
        return latest().plusHours(zonesDiffer ? ZONES_APART_HOURS : 0).isBefore(other.earliest());
    }

    /** What most dates of a loan are to each other, told without reading them. A year outside 0 to 9999 begins with a sign. */
    private boolean isInLaterMonthThan(PartialDate other) {
        return Character.isDigit(text.charAt(0))
                && Character.isDigit(other.text.charAt(0))
                && text.substring(0, MONTH_LENGTH).compareTo(other.text.substring(0, MONTH_LENGTH)) > 0;
    }

    private LocalDateTime earliest() {
        return switch (precision) {
            case INSTANT ->
                OffsetDateTime.parse(text).atZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            case LOCAL_TIME -> LocalDateTime.parse(text);
            case DATE -> LocalDate.parse(text).atStartOfDay();
            case MONTH -> YearMonth.parse(text).atDay(1).atStartOfDay();
        };
    }

    private LocalDateTime latest() {
        return switch (precision) {
            case INSTANT, LOCAL_TIME -> earliest();
            case DATE -> earliest().plusDays(1).minusNanos(1);
            case MONTH -> earliest().plusMonths(1).minusNanos(1);
        };
    }
}
