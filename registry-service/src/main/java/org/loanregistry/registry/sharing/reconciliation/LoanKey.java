package org.loanregistry.registry.sharing.reconciliation;

import java.util.Comparator;

/**
 * By what both sides name a loan.
 *
 * @param tenant the lender whose contract number it is
 * @param number the contract number
 */
record LoanKey(String tenant, String number) implements Comparable<LoanKey> {
    private static final Comparator<LoanKey> ORDER =
            Comparator.comparing(LoanKey::tenant).thenComparing(LoanKey::number);

    @Override
    public int compareTo(LoanKey other) {
        return ORDER.compare(this, other);
    }
}
