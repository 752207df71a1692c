package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotFound;

/** Lets the access log be read: who reads it is decided and logged like every other look at a person. */
@Singleton
final class OfficerDesk {
    private final Database database;
    private final AccessHistory history;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final FactStore store = new FactStore();

    OfficerDesk(Database database, AccessHistory history, AccessDesk desk, Questions questions, Refusals refusals) {
        this.database = database;
        this.history = history;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
    }

    /** The person of this id, erased ones too; null for null. */
    @Nullable
    Subject subject(@Nullable UUID subjectId) {
        return subjectId == null
                ? null
                : database.read(tx -> store.subject(tx, subjectId))
                        .orElseThrow(() -> new NotFound("There is no such borrower."));
    }

    Map<String, @Nullable Object> entries(Asker asker, EntryFilter filter, long from, int limit) {
        return permitted(asker, filter.subject(), "access-entries", () -> history.entries(filter, from, limit));
    }

    Map<String, @Nullable Object> leaves(Asker asker, @Nullable Subject subject, long from, int limit) {
        return permitted(asker, subject, "access-leaves", () -> history.leaves(subject, from, limit));
    }

    private <T> T permitted(Asker asker, @Nullable Subject subject, String shape, Supplier<T> answer) {
        var asked = Map.of(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        var request = subject == null
                ? questions.aboutNobody(asker, Purpose.AUDIT, asked, shape)
                : questions.about(subject, asker, Purpose.AUDIT, asked, shape);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield answer.get();
                }
            }
        };
    }
}
