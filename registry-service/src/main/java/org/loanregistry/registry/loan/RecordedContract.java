package org.loanregistry.registry.loan;

import java.util.UUID;

/** A contract as recorded, without the borrower's identity. */
record RecordedContract(UUID contractId, ContractTerms terms, Stamp stamp) {}
