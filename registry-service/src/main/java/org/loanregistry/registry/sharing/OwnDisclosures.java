package org.loanregistry.registry.sharing;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
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
                    return paging.page("disclosures", found, one -> one.id().toString(), DisclosureStore.Row::toTree);
                }));
    }
}
