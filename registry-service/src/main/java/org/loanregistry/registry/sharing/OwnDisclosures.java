package org.loanregistry.registry.sharing;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.access.OwnHistoryDesk;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.web.Paging;

/** Tells a borrower what was signed about it for third parties: by whom, for whom, until when, and which entry of the access log says so. */
@Singleton
final class OwnDisclosures {
    private final Database database;
    private final OwnHistoryDesk history;
    private final DisclosureStore store = new DisclosureStore();

    OwnDisclosures(Database database, OwnHistoryDesk history) {
        this.database = database;
        this.history = history;
    }

    /** {@code {disclosures: [{disclosureId, recordId, audience, issuedBy, issuedAt, expiresAt, accessEntry}], next}}, by id. */
    Map<String, Object> list(Authentication caller, UUID subjectId, Paging paging) {
        return history.own(
                caller,
                subjectId,
                "own-disclosures",
                () -> database.read(tx -> {
                    var found = store.about(tx, subjectId, paging.afterId().orElse(null), paging.wanted());
                    return paging.page("disclosures", found, one -> one.id().toString(), OwnDisclosures::tree);
                }));
    }

    private static Map<String, Object> tree(DisclosureStore.Row row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("disclosureId", row.id().toString());
        tree.put("recordId", row.recordId().toString());
        tree.put("audience", row.audience());
        tree.put("issuedBy", row.issuedBy());
        tree.put("issuedAt", row.issuedAt().toString());
        tree.put("expiresAt", row.expiresAt().toString());
        tree.put("accessEntry", row.accessEntry());
        return tree;
    }
}
