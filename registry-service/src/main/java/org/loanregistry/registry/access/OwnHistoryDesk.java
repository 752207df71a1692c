package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.database.Database;

/** Tells a borrower who looked: which organisation, when, for what purpose, which fields, and whether it was refused. */
@Singleton
final class OwnHistoryDesk {
    private static final int PAGE = 100;

    private final Database database;
    private final AccessHistory history;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final FactStore store = new FactStore();

    OwnHistoryDesk(Database database, AccessHistory history, AccessDesk desk, Questions questions, Refusals refusals) {
        this.database = database;
        this.history = history;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
    }

    /** {@code {entries, next}}; next is null after the last. */
    Map<String, @Nullable Object> looks(Asker asker, UUID subjectId, long cursor) {
        Subject subject = database.read(tx -> store.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        var asked = Map.of(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        var request = questions.about(subject, asker, Purpose.SUBJECT_ACCESS, asked, "own-history");
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield page(history.ownView(subject, cursor, PAGE + 1));
                }
            }
        };
    }

    private static Map<String, @Nullable Object> page(List<Map<String, @Nullable Object>> entries) {
        boolean isLast = entries.size() <= PAGE;
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("entries", isLast ? entries : entries.subList(0, PAGE));
        page.put("next", isLast ? null : entries.get(PAGE).get("number"));
        return page;
    }
}
