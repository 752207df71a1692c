package org.loanregistry.registry.portfolio;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which bank funds a loan for which no shares are given: the first four bytes of SHA-256 of the lender of record, as an
 * unsigned number, modulo 3: bank-a, bank-b, bank-c.
 */
final class LenderAssignment {
    private static final List<String> BANKS = List.of("bank-a", "bank-b", "bank-c");

    private LenderAssignment() {}

    static String bankOf(String lenderOfRecord) {
        int first = ByteBuffer.wrap(SyntheticIdentity.sha256(lenderOfRecord)).getInt();
        return BANKS.get(Integer.remainderUnsigned(first, BANKS.size()));
    }
}
