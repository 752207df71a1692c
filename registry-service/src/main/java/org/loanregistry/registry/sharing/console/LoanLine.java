package org.loanregistry.registry.sharing.console;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A loan in a list: its number, what it is, and the lender's own share of it. */
public record LoanLine(
        UUID contractId,
        String number,
        String lenderOfRecord,
        String currency,
        long principalMinor,
        long shareMinor,
        long outstandingMinor,
        String status,
        @Nullable String startDate) {}
