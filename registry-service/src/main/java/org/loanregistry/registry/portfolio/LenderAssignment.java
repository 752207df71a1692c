package org.loanregistry.registry.portfolio;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which bank stands for a lender of a published data set: the first four bytes of SHA-256 of the lender's name, as an
 * unsigned number, modulo 3: bank-a, bank-b, bank-c. Two lenders of one contract are two banks as long as there are banks:
 * the next one that stands for nobody yet. A bank's own id stays.
 */
final class LenderAssignment {
    private static final List<String> BANKS = List.of("bank-a", "bank-b", "bank-c");

    private final Map<String, String> given = new HashMap<>();

    static String bankOf(String lenderOfRecord) {
        return BANKS.get(first(lenderOfRecord));
    }

    private static int first(String lender) {
        int first = ByteBuffer.wrap(SyntheticIdentity.sha256(lender)).getInt();
        return Integer.remainderUnsigned(first, BANKS.size());
    }

    /** The bank of a lender of one contract. */
    String bankFor(String lender) {
        if (lender.startsWith("bank-")) {
            return lender;
        }
        return given.computeIfAbsent(lender, name -> {
            int first = first(name);
            for (int i = 0; i < BANKS.size(); i++) {
                String bank = BANKS.get((first + i) % BANKS.size());
                if (!given.containsValue(bank)) {
                    return bank;
                }
            }
            return BANKS.get(first);
        });
    }
}
