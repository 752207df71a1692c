package org.loanregistry.registry.sharing.agreement;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.PublishedLog;

/** Which record shows a lender by what agreement it is shown less than all of a contract. */
@Singleton
public final class AgreementRecords {
    private final AgreementStore store = new AgreementStore();

    AgreementRecords() {}

    /** A record and its place in the log. */
    public record Place(UUID recordId, long leafIndex) {}

    /** The newest version under the head for each of these contracts that has one. */
    public Map<UUID, Place> newest(Transaction tx, PublishedLog log, String lender, Collection<UUID> contractIds) {
        Map<UUID, Place> newest = new HashMap<>();
        store.recordsOf(tx, lender, contractIds).forEach((contract, records) -> {
            for (UUID record : records) {
                var leafIndex = log.indexOf(record);
                if (leafIndex.isPresent()) {
                    newest.put(contract, new Place(record, leafIndex.getAsLong()));
                    return;
                }
            }
        });
        return newest;
    }
}
