package org.loanregistry.registry.loan.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a payment went: what was owed before, what of it was paid and what is owed after, always
 * {@code before = applied + after}, and what was left of the payment.
 *
 * @param before owed before
 * @param applied paid of it
 * @param after owed after
 * @param rest the part of the payment for which nothing was owed
 */
public record Allocation(Amounts before, Amounts applied, Amounts after, long rest) {
    /** Refuses parts that do not make up the whole. */
    public Allocation {
        if (!before.equals(applied.plus(after)) || rest < 0) {
            throw new IllegalArgumentException("an allocation whose parts are not the whole");
        }
    }

    /** What one of several debts is paid. */
    record Part(int place, Amounts applied) {}

    /**
     * Pays debts that are all due: each component of the order before the next, within it the oldest debt first.
     *
     * @param owed oldest first
     * @return one part a debt, in the same order
     */
    static List<Part> inOrder(long payment, List<Amounts> owed, List<Component> order) {
        Amounts[] applied = new Amounts[owed.size()];
        Arrays.fill(applied, Amounts.ZERO);
        long rest = payment;
        for (Component component : order) {
            for (int i = 0; i < applied.length && rest > 0; i++) {
                long part = Math.min(rest, owed.get(i).get(component));
                applied[i] = applied[i].with(component, part);
                rest -= part;
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < applied.length; i++) {
            parts.add(new Part(i, applied[i]));
        }
        return parts;
    }

    /** The payment of one debt. */
    public static Allocation of(long payment, Amounts owed, List<Component> order) {
        Amounts applied = inOrder(payment, List.of(owed), order).getFirst().applied();
        return new Allocation(owed, applied, owed.minus(applied), payment - applied.total());
    }
}
