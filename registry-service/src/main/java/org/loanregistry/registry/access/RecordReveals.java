package org.loanregistry.registry.access;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.pii.PiiKind;
import org.loanregistry.privacy.token.CanonicalForm;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotAllowed;

/**
 * Lets fields of a loan's record leave towards somebody else, as the access policy says for whoever asks. Guarantees: the entry
 * that says who lets what go and why is on the disk before, the one that says what went before the answer leaves.
 */
@Singleton
public final class RecordReveals {
    private static final PiiKind.RecordValue KIND = new PiiKind.RecordValue(CanonicalForm.WORD);
    private static final String ABSENT = "(absent)";

    private final Database database;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final FactStore store = new FactStore();

    RecordReveals(Database database, AccessDesk desk, Questions questions, Refusals refusals) {
        this.database = database;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
    }

    /**
     * What somebody wants to let go.
     *
     * @param contractId of the loan
     * @param subjectId whose loan
     * @param purpose for what
     * @param fields by their names in the catalogue, at least one
     * @param reason the case or ticket in the caller's own books
     */
    public record Asked(UUID contractId, UUID subjectId, Purpose purpose, List<String> fields, String reason) {
        /** Copies the names. */
        public Asked {
            fields = List.copyOf(fields);
        }
    }

    /** Leave to show the fields asked for, each once. */
    public static final class Leave {
        private final AccessGrant grant;
        private final Subject subject;
        private final String asker;

        private Leave(AccessGrant grant, Subject subject, String asker) {
            this.grant = grant;
            this.subject = subject;
            this.asker = asker;
        }

        /** The number of the entry in the access log. */
        public long accessEntry() {
            return grant.entryNumber();
        }

        /** Who asks, as the access log names it. */
        public String asker() {
            return asker;
        }

        /** Counts a field as shown; call before its value, in whatever form, goes into the answer. Empty text is absent. */
        public String show(String field, String text) {
            var place = new PersonalField(subject.tenant(), subject.id().toString(), field);
            try (var value = Pii.ofRecord(KIND, text.isEmpty() ? ABSENT : text, place)) {
                String shown = value.reveal(grant, CharSequence::toString);
                return text.isEmpty() ? "" : shown;
            }
        }
    }

    /** What {@code use} makes of the leave, once it is written down what was shown. */
    public <T> T reveal(Authentication caller, Asked asked, Function<Leave, T> use) {
        Asker asker = Asker.of(caller);
        Subject subject =
                database.read(tx -> store.subject(tx, asked.subjectId())).orElseThrow(Refusals::noSuchBorrower);
        var request = questions.about(subject, asker, asked);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    if (!asked.fields().stream()
                            .allMatch(field -> grant.level(field).isClear())) {
                        throw new NotAllowed(
                                "The access policy does not let the caller show all of these fields for this"
                                        + " purpose; that it was asked is in the access log.");
                    }
                    yield use.apply(new Leave(grant, subject, request.actor().id()));
                }
            }
        };
    }
}
