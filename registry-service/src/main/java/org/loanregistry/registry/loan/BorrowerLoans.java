package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** What is recorded of a borrower, for the features that decide about persons. */
@Singleton
public final class BorrowerLoans {
    private final BorrowerLoansStore store = new BorrowerLoansStore();
    private final ContractStore contracts = new ContractStore();

    /** The person's oldest contract with the tenant under which something is still owed, or a line still open. */
    public Optional<UUID> inForce(Transaction tx, String tenant, UUID subjectId) {
        return store.inForce(tx, tenant, subjectId);
    }

    /** What a contract says in this field; empty if it says nothing, or there is none. */
    public Optional<String> contractField(Transaction tx, UUID contractId, ContractField field) {
        return contracts.byIds(tx, List.of(contractId)).stream()
                .findFirst()
                .flatMap(one -> field.of(one.row().terms()));
    }

    /** The leaf hashes of all versions of all records of a person's loans, by record. */
    public Map<UUID, Hash> leaves(Transaction tx, UUID subjectId) {
        return store.leaves(tx, subjectId);
    }

    /** Whose loans these records are of; a record that is about none is missing. */
    public Map<UUID, UUID> subjects(Transaction tx, Collection<UUID> recordIds) {
        return store.subjects(tx, recordIds);
    }
}
