package org.loanregistry.registry.sharing.reconciliation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One difference of one cause.
 *
 * @param number its place in the statement, from 1: by loan, then by cause
 * @param tenant the lender whose contract number it is
 * @param contractNumber the contract number
 * @param contractId the loan at the registry; absent if it is missing there
 * @param registry what the registry says; absent likewise
 * @param bank what the bank says; absent if the loan is missing there
 */
public record Difference(
        int number,
        Cause cause,
        String tenant,
        String contractNumber,
        @Nullable UUID contractId,
        @Nullable Side registry,
        @Nullable Side bank) {}
