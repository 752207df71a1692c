package org.loanregistry.registry.access;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotAllowed;

/**
 * Lets everything held of a person leave at once, for an export that is sealed to the person. Guarantees: the entry that says so
 * is on the disk before a value leaves its envelope, the one that says what left before the answer does; all of it or nothing.
 */
@Singleton
public final class ExportReveals {
    private static final int PAGE = 1000;

    private final Database database;
    private final BorrowerDirectory borrowers;
    private final AccessHistory history;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final FactStore store = new FactStore();

    ExportReveals(
            Database database,
            BorrowerDirectory borrowers,
            AccessHistory history,
            AccessDesk desk,
            Questions questions,
            Refusals refusals) {
        this.database = database;
        this.borrowers = borrowers;
        this.history = history;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
    }

    /** Leave to take everything along, once. */
    public final class Leave {
        private final AccessGrant grant;
        private final Subject subject;
        private final AccessRequest request;

        private Leave(AccessGrant grant, Subject subject, AccessRequest request) {
            this.grant = grant;
            this.subject = subject;
            this.request = request;
        }

        /** The number of the entry in the access log. */
        public long accessEntry() {
            return grant.entryNumber();
        }

        /** Who asks, as the access log names it. */
        public String asker() {
            return request.actor().id();
        }

        /** The lender whose borrower it is. */
        public String tenant() {
            return subject.tenant();
        }

        /** The personal values in clear, by their names in the catalogue; once. */
        public Map<String, String> identity() {
            Map<String, String> clear = new LinkedHashMap<>();
            try (var values = database.read(tx -> borrowers.personalValues(tx, subject.id()))
                    .orElseThrow(Refusals::noSuchBorrower)) {
                values.byField()
                        .forEach((field, value) -> clear.put(field, value.reveal(grant, CharSequence::toString)));
            }
            return clear;
        }

        /** Who looked at the person, the oldest first, this look included. */
        public List<Map<String, @Nullable Object>> looks() {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            var page = history.ownView(subject, 0, PAGE);
            while (!page.isEmpty()) {
                all.addAll(page);
                long last = page.getLast().get("number") instanceof Long number ? number : Long.MAX_VALUE - 1;
                page = history.ownView(subject, last + 1, PAGE);
            }
            return all;
        }
    }

    /** What {@code use} makes of the leave, once it is written down what was shown. */
    public <T> T reveal(Authentication caller, UUID subjectId, String reason, Function<Leave, T> use) {
        Asker asker = Asker.of(caller);
        Subject subject = database.read(tx -> store.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        Map<String, AccessLevel> asked = new TreeMap<>(PersonalFields.all(AccessLevel.FULL));
        asked.put(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        asked.put(PersonalFields.LOAN_RECORDS, AccessLevel.FULL);
        var request = questions.about(subject, asker, Purpose.PORTABILITY, asked, "export", reason);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    if (!asked.keySet().stream()
                            .allMatch(field -> grant.level(field).isClear())) {
                        throw subject.isErased() ? refusals.of(asker, request) : notAll();
                    }
                    yield use.apply(new Leave(grant, subject, request));
                }
            }
        };
    }

    private static NotAllowed notAll() {
        return new NotAllowed("The access policy does not hand out all of it: a lender needs the borrower's consent for"
                + " PORTABILITY to every personal field. That it was asked is in the access log.");
    }
}
