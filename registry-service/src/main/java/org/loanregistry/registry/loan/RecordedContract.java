package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A contract as recorded, without the borrower's identity.
 *
 * @param agreed how it stands with funders that have a share agreement of their own, by lender
 */
record RecordedContract(UUID contractId, ContractTerms terms, Stamp stamp, Map<String, ShareStanding> agreed) {
    /** Copies the map. */
    RecordedContract {
        agreed = Map.copyOf(agreed);
    }

    /** How it stands with a funder. */
    ShareStanding standing(String lender) {
        return agreed.getOrDefault(lender, ShareStanding.IMPLIED);
    }

    /** The funders that are shown its records, whose feeds get the next one. */
    List<String> readers(LocalDate today) {
        return terms.lenders().stream()
                .filter(lender -> !standing(lender).hasEnded(today))
                .toList();
    }
}
