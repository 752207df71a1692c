package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;

/**
 * Finds a lender's own borrowers by a value that the lender has, and shows them masked. Guarantees: another lender's borrowers
 * are never found, for the index is made with the caller's own key; the look-up is in the log before it is made, and each person
 * found is another entry; no answer holds the value. Limit: a caller learns whether the value is one of its own borrowers'.
 */
@Singleton
final class LookupDesk {
    private static final int MOST = 10;

    private final Database database;
    private final BorrowerDirectory borrowers;
    private final BorrowerView view;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final LookupLimit limit;
    private final FactStore store = new FactStore();

    LookupDesk(
            Database database,
            BorrowerDirectory borrowers,
            BorrowerView view,
            AccessDesk desk,
            Questions questions,
            Refusals refusals,
            LookupLimit limit) {
        this.database = database;
        this.borrowers = borrowers;
        this.view = view;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
        this.limit = limit;
    }

    /** {@code {borrowers: [masked]}}, at most 10. */
    Map<String, Object> find(Asker asker, LookupForm form) {
        limit.count(asker.caller().organisation());
        var asked = Map.of(form.field(), AccessLevel.MATCH);
        var request = questions.aboutOwnBook(asker, form.purpose(), asked, "lookup");
        List<UUID> found = switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield find(asker.caller().organisation(), form);
                }
            }
        };
        List<Object> shown = new ArrayList<>();
        for (UUID id : found) {
            Subject subject = database.read(tx -> store.subject(tx, id)).orElseThrow(Refusals::noSuchBorrower);
            shown.add(view.masked(asker, subject, form.purpose(), "lookup"));
        }
        return Map.of("borrowers", shown);
    }

    private List<UUID> find(String tenant, LookupForm form) {
        try {
            return database.readFor(tenant, tx -> borrowers.find(tx, tenant, form.field(), form.value(), MOST));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    "The request breaks rules.",
                    List.of(new FieldError(form.field(), "must be a value of its kind, in any usual writing")));
        }
    }
}
