package org.loanregistry.registry.sharing.reconciliation;

import java.util.EnumSet;
import java.util.Set;

/** Why a loan differs between a bank and the registry. */
public enum Cause {
    /** Something is out at the registry, and the bank's file does not name the loan. */
    MISSING_AT_BANK,
    /** The bank's file names a loan that the registry does not have, or not as one that this bank funds. */
    MISSING_AT_REGISTRY,
    /** The principal differs by more than one minor unit, or is of another currency. */
    AMOUNT,
    /** The principal differs by exactly one minor unit. */
    ROUNDING,
    /** The day of the last record differs. */
    DATE,
    /** The number of records behind the position differs: one side has not seen what the other has. */
    VERSION;

    /** How two sides of one loan differ; empty if they agree. A difference of amount is of one cause only. */
    static Set<Cause> between(Side registry, Side bank) {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        long apart = Math.abs(registry.principalMinor() - bank.principalMinor());
        if (!registry.currency().equals(bank.currency()) || apart > 1) {
            causes.add(AMOUNT);
        } else if (apart == 1) {
            causes.add(ROUNDING);
        }
        if (registry.lastOn() == null
                ? bank.lastOn() != null
                : !registry.lastOn().equals(bank.lastOn())) {
            causes.add(DATE);
        }
        if (registry.version() != bank.version()) {
            causes.add(VERSION);
        }
        return causes;
    }
}
