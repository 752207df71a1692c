package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * When instalments are due, and the periods between them.
 *
 * @param periods one an instalment, each beginning where the one before ends
 */
public record DueDates(List<Period> periods) {
    /** The most instalments of a loan: 30 years of weeks, and some. */
    public static final int MAX = 2_000;

    /** Refuses none, too many, and gaps. */
    public DueDates {
        periods = List.copyOf(periods);
        if (periods.isEmpty() || periods.size() > MAX) {
            throw new IllegalArgumentException("got " + periods.size() + " instalments, want 1 to " + MAX);
        }
        for (int i = 1; i < periods.size(); i++) {
            if (!periods.get(i).from().equals(periods.get(i - 1).to())) {
                throw new IllegalArgumentException("a period must begin where the one before ends");
            }
        }
    }

    /** Every month on the day of disbursal; on the last day of a month that has no such day. */
    public static DueDates monthly(LocalDate start, int count) {
        return months(start, 1, count);
    }

    /** Every {@code step} months on the day of disbursal. */
    public static DueDates months(LocalDate start, int step, int count) {
        requirePositive(step, count);
        List<Period> periods = new ArrayList<>();
        // Always from the start: counted from due date to due date, the 31st would become the 28th for good.
        for (int i = 0; i < count; i++) {
            periods.add(new Period(start.plusMonths((long) step * i), start.plusMonths((long) step * (i + 1)), step));
        }
        return new DueDates(periods);
    }

    /** The first due date as agreed, then every {@code step} months on its day: the first period is of any length. */
    public static DueDates monthsFrom(LocalDate start, LocalDate first, int step, int count) {
        requirePositive(step, count);
        List<Period> periods = new ArrayList<>();
        periods.add(new Period(start, first, wholeMonths(start, first)));
        for (int i = 1; i < count; i++) {
            periods.add(new Period(first.plusMonths((long) step * (i - 1)), first.plusMonths((long) step * i), step));
        }
        return new DueDates(periods);
    }

    private static int wholeMonths(LocalDate from, LocalDate to) {
        long months = 12L * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
        return months > 0 && from.plusMonths(months).equals(to) ? Math.toIntExact(months) : 0;
    }

    /** Every {@code step} days. */
    public static DueDates days(LocalDate start, int step, int count) {
        requirePositive(step, count);
        List<Period> periods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            periods.add(Period.days(start.plusDays((long) step * i), start.plusDays((long) step * (i + 1))));
        }
        return new DueDates(periods);
    }

    /** On these days, as a seasonal schedule has them. */
    public static DueDates on(LocalDate start, List<LocalDate> dates) {
        List<Period> periods = new ArrayList<>();
        LocalDate from = start;
        for (LocalDate date : dates) {
            periods.add(new Period(from, date, wholeMonths(from, date)));
            from = date;
        }
        return new DueDates(periods);
    }

    private static void requirePositive(int step, int count) {
        if (step < 1 || count < 1 || count > MAX) {
            throw new IllegalArgumentException(
                    "got a step of " + step + " and " + count + " instalments, want 1 to " + MAX);
        }
    }

    /** How many instalments. */
    public int count() {
        return periods.size();
    }

    /** The day of disbursal. */
    public LocalDate start() {
        return periods.getFirst().from();
    }

    /** The day of the last instalment. */
    public LocalDate end() {
        return periods.getLast().to();
    }

    /** Whether every period is the same whole number of months. */
    boolean areRegularMonths() {
        int months = periods.getFirst().wholeMonths();
        return months > 0 && periods.stream().allMatch(one -> one.wholeMonths() == months);
    }
}
