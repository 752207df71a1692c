package org.loanregistry.registry.loan.calculator;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A repayment plan; the principal of its lines sums to the loan's.
 *
 * @param lines by number
 */
public record Plan(List<PlanLine> lines) {
    /** Copies the lines. */
    public Plan {
        lines = List.copyOf(lines);
    }

    /** All principal. */
    public long principal() {
        return sum(PlanLine::principal);
    }

    /** All interest. */
    public long interest() {
        return sum(PlanLine::interest);
    }

    /** All charges that come with instalments. */
    public long charges() {
        return sum(PlanLine::charge);
    }

    /** Everything due. */
    public long total() {
        return sum(PlanLine::amount);
    }

    private long sum(ToLongFunction<PlanLine> part) {
        return lines.stream().mapToLong(part).reduce(0, Math::addExact);
    }
}
