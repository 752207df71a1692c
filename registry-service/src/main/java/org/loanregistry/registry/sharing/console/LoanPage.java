package org.loanregistry.registry.sharing.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of loans.
 *
 * @param statuses every status that the lender's loans have
 * @param currencies every currency
 * @param next the loan after which the next page begins; null on the last
 */
public record LoanPage(
        LoanFilter filter,
        List<LoanLine> loans,
        List<String> statuses,
        List<String> currencies,
        @Nullable UUID next) {}
