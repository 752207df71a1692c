package org.loanregistry.chaincode;

import java.util.Set;

/** Who proposed the transaction: the organisation's MSP id and the organisational units of the certificate. */
record Caller(String mspId, Set<String> organisationalUnits) {
    private static final Set<String> BANKS = Set.of("BankA", "BankB", "BankC");

    Caller {
        organisationalUnits = Set.copyOf(organisationalUnits);
    }

    boolean isAdminOfABank() {
        return BANKS.contains(mspId) && organisationalUnits.contains("admin");
    }
}
