package org.loanregistry.chaincode;

import java.util.Set;

/** Who proposed the transaction: the organisation's MSP id and the organisational units of the certificate. */
record Caller(String mspId, Set<String> organisationalUnits) {
    Caller {
        organisationalUnits = Set.copyOf(organisationalUnits);
    }

    boolean isAdmin() {
        return organisationalUnits.contains("admin");
    }
}
