package org.loanregistry.registry.loan.account;

import java.util.List;

/** What an amount on an account is for, in the order in which the law has a payment go to it. */
public enum Component {
    /** Cost of enforcement. */
    COST,
    /** Interest for being late. */
    PENALTY,
    INTEREST,
    CHARGE,
    PRINCIPAL;

    /** Costs, then interest, then principal (Civil Code of China, article 561). */
    public static final List<Component> BY_LAW = List.of(values());
}
