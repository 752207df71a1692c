package org.loanregistry.registry.loan;

import java.util.UUID;

/** How a request names a contract. */
public sealed interface ContractReference {
    /** By the registry's own id. */
    record ById(UUID contractId) implements ContractReference {}

    /** By the tenant's number. */
    record ByNumber(String tenant, String number) implements ContractReference {}
}
