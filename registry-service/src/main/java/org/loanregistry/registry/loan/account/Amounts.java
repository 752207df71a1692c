package org.loanregistry.registry.loan.account;

/**
 * Amounts in minor units by what they are for, none negative.
 *
 * @param cost cost of enforcement
 * @param penalty interest for being late
 * @param interest interest
 * @param charge charges
 * @param principal principal
 */
public record Amounts(long cost, long penalty, long interest, long charge, long principal) {
    public static final Amounts ZERO = new Amounts(0, 0, 0, 0, 0);

    /** Refuses negative amounts. */
    public Amounts {
        if (cost < 0 || penalty < 0 || interest < 0 || charge < 0 || principal < 0) {
            throw new IllegalArgumentException("a negative amount on an account");
        }
    }

    /** Only this. */
    public static Amounts of(Component component, long minor) {
        return ZERO.with(component, minor);
    }

    /** The amount for one thing. */
    public long get(Component component) {
        return switch (component) {
            case COST -> cost;
            case PENALTY -> penalty;
            case INTEREST -> interest;
            case CHARGE -> charge;
            case PRINCIPAL -> principal;
        };
    }

    /** The same but for one amount. */
    public Amounts with(Component component, long minor) {
        return switch (component) {
            case COST -> new Amounts(minor, penalty, interest, charge, principal);
            case PENALTY -> new Amounts(cost, minor, interest, charge, principal);
            case INTEREST -> new Amounts(cost, penalty, minor, charge, principal);
            case CHARGE -> new Amounts(cost, penalty, interest, minor, principal);
            case PRINCIPAL -> new Amounts(cost, penalty, interest, charge, minor);
        };
    }

    /** The sum, each by each. */
    public Amounts plus(Amounts other) {
        return new Amounts(
                Math.addExact(cost, other.cost),
                Math.addExact(penalty, other.penalty),
                Math.addExact(interest, other.interest),
                Math.addExact(charge, other.charge),
                Math.addExact(principal, other.principal));
    }

    /** The difference, each by each; {@code other} must be contained. */
    public Amounts minus(Amounts other) {
        return new Amounts(
                cost - other.cost,
                penalty - other.penalty,
                interest - other.interest,
                charge - other.charge,
                principal - other.principal);
    }

    /** All of it. */
    public long total() {
        return Math.addExact(Math.addExact(cost, penalty), Math.addExact(Math.addExact(interest, charge), principal));
    }
}
