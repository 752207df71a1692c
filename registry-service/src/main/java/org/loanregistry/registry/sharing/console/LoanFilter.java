package org.loanregistry.registry.sharing.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which loans of a lender are listed.
 *
 * @param number what the number begins with; empty for any
 * @param status the status; empty for any
 * @param currency the currency; empty for any
 * @param after the loan that the page before ended with
 */
public record LoanFilter(
        String number,
        String status,
        String currency,
        @Nullable UUID after) {}
