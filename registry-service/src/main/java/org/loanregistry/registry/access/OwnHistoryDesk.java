package org.loanregistry.registry.access;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.database.Database;

/** Tells a borrower who looked: which organisation, when, for what purpose, which fields, and whether it was refused. */
@Singleton
public final class OwnHistoryDesk {
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
        return own(asker, subjectId, "own-history", subject -> page(history.ownView(subject, cursor, PAGE + 1)));
    }

    /** What {@code use} tells a borrower of what became of its own data; logged as {@code shape}, refused to anybody else. */
    public <T> T own(Authentication caller, UUID subjectId, String shape, Supplier<T> use) {
        return own(Asker.of(caller), subjectId, shape, _ -> use.get());
    }

    private <T> T own(Asker asker, UUID subjectId, String shape, Function<Subject, T> use) {
        Subject subject = database.read(tx -> store.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        var asked = Map.of(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        var request = questions.about(subject, asker, Purpose.SUBJECT_ACCESS, asked, shape);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield use.apply(subject);
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
