package org.loanregistry.registry.loan.calculator;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a plan when its principal changes on the way, reckoned by the rules of the plan itself.
 *
 * @param method how the loan is repaid
 * @param rates the annual rate over time
 * @param dayCount what part of a year a period is
 */
public record Remainder(RepaymentMethod method, RatePlan rates, DayCount dayCount) {

    /** An instalment that is not due yet, as planned so far. */
    public record Line(Period period, long principal, long interest) {}

    /** The same due dates, every instalment smaller. */
    public List<Line> smaller(long balance, List<Line> planned) {
        List<Period> periods = periods(planned);
        RepaymentMethod rest = switch (method) {
            case RepaymentMethod.Seasonal _ -> new RepaymentMethod.Seasonal(scaled(balance, planned));
            case RepaymentMethod.Balloon(long left) -> new RepaymentMethod.Balloon(Math.min(left, balance));
            case RepaymentMethod.EqualInstalments _,
                    RepaymentMethod.EqualPrincipal _,
                    RepaymentMethod.InterestFirst _ -> method;
        };
        return lines(periods, Amortisation.of(balance, factors(periods), rest));
    }

    /** The same instalments, fewer of them; where all principal is due at the end, the same as {@link #smaller}. */
    public List<Line> shorter(long balance, List<Line> planned) {
        List<Period> periods = periods(planned);
        return switch (method) {
            case RepaymentMethod.InterestFirst _, RepaymentMethod.Balloon _ -> smaller(balance, planned);
            case RepaymentMethod.EqualInstalments _ -> {
                Line first = planned.getFirst();
                long amount = first.principal() + first.interest();
                yield paid(lines(periods, Amortisation.level(balance, factors(periods), amount)));
            }
            case RepaymentMethod.EqualPrincipal _, RepaymentMethod.Seasonal _ -> {
                List<Long> parts = planned.stream().map(Line::principal).toList();
                yield paid(lines(
                        periods,
                        Amortisation.of(balance, factors(periods), new RepaymentMethod.Seasonal(cut(balance, parts)))));
            }
        };
    }

    /** The parts in order until the balance is reached. */
    private static List<Long> cut(long balance, List<Long> parts) {
        List<Long> cut = new ArrayList<>();
        long rest = balance;
        for (long part : parts) {
            cut.add(Math.min(part, rest));
            rest -= cut.getLast();
        }
        return cut;
    }

    private static List<Long> scaled(long balance, List<Line> planned) {
        List<Long> parts = planned.stream().map(Line::principal).toList();
        return parts.stream().allMatch(part -> part == 0)
                ? LargestRemainder.even(balance, parts.size())
                : LargestRemainder.split(balance, parts);
    }

    private static List<Period> periods(List<Line> planned) {
        return planned.stream().map(Line::period).toList();
    }

    private List<Fraction> factors(List<Period> periods) {
        return periods.stream().map(period -> rates.factor(period, dayCount)).toList();
    }

    private static List<Line> lines(List<Period> periods, List<Amortisation.Part> parts) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            lines.add(new Line(
                    periods.get(i), parts.get(i).principal(), parts.get(i).interest()));
        }
        return lines;
    }

    /** Without the instalments in which nothing is paid any more. */
    private static List<Line> paid(List<Line> lines) {
        int end = lines.size();
        while (end > 1 && lines.get(end - 1).principal() + lines.get(end - 1).interest() == 0) {
            end--;
        }
        return List.copyOf(lines.subList(0, end));
    }
}
