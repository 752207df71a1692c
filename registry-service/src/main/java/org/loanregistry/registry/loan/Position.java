package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one lender has out on one loan at the end of a day, as the registry has it.
 *
 * @param contractId the loan
 * @param tenant the lender whose contract number it is
 * @param number the contract number
 * @param currency ISO 4217
 * @param principalMinor the lender's part of the principal that is out, by largest remainder among the funders; from 0
 * @param lastOn the day of the last repayment or event that counts, until that day; absent if there is none
 * @param version how many records say so: the contract, and the repayments and versions of events of days until that day
 */
public record Position(
        UUID contractId,
        String tenant,
        String number,
        String currency,
        long principalMinor,
        @Nullable LocalDate lastOn,
        int version) {}
