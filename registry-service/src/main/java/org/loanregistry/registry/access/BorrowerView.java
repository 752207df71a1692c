package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.PersonalValues;
import org.loanregistry.registry.database.Database;

/**
 * Shows a borrower masked, as the policy says for whoever asks. Guarantees: every look, granted or refused, is in the access
 * log before the answer leaves; nothing in the answer is a value in clear; a field that the catalogue does not list is absent.
 */
@Singleton
final class BorrowerView {
    private final Database database;
    private final BorrowerDirectory borrowers;
    private final Masks masks;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final FactStore store = new FactStore();

    BorrowerView(
            Database database,
            BorrowerDirectory borrowers,
            Masks masks,
            AccessDesk desk,
            Questions questions,
            Refusals refusals) {
        this.database = database;
        this.borrowers = borrowers;
        this.masks = masks;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
    }

    /** {@code {subjectId, tenant, fields: {name: {level, value}}, accessEntry}}. */
    Map<String, Object> masked(Asker asker, UUID subjectId) {
        Subject subject = database.read(tx -> store.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        return masked(asker, subject, purpose(asker, subject), "view");
    }

    /** The same of a person already found, for this purpose. */
    Map<String, Object> masked(Asker asker, Subject subject, Purpose purpose, String shape) {
        var asked = PersonalFields.all(AccessLevel.STANDARD);
        var request = questions.about(subject, asker, purpose, asked, shape);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    // Who may only compare sees what a stranger sees: a bare id and a lender's name are something too.
                    if (!showsAnything(grant)) {
                        throw refusals.of(asker, request);
                    }
                    yield tree(asker, subject, grant);
                }
            }
        };
    }

    private static boolean showsAnything(AccessGrant grant) {
        return PersonalFields.NAMES.stream().anyMatch(field -> AccessLevel.TOKEN.isWithin(grant.level(field)));
    }

    /** The purpose for which a caller looks at a borrower without saying more. */
    private static Purpose purpose(Asker asker, Subject subject) {
        return switch (Questions.role(asker, subject.tenant())) {
            case ORIGINATING_LENDER, OPERATOR -> Purpose.SERVICING;
            case PARTNER_LENDER -> Purpose.VERIFICATION;
            case DPO -> Purpose.AUDIT;
            case BORROWER -> Purpose.SUBJECT_ACCESS;
            case COLLECTOR -> Purpose.COLLECTION;
            case SUPPORT -> Purpose.SUPPORT_CALL;
            case ANALYST -> Purpose.ANALYTICS;
            case REGULATOR -> Purpose.REGULATORY;
        };
    }

    private Map<String, Object> tree(Asker asker, Subject subject, AccessGrant grant) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subjectId", subject.id().toString());
        tree.put("tenant", subject.tenant());
        tree.put("fields", withValues(subject, values -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            values.byField()
                    .forEach((field, value) -> masks.shown(asker, subject.tenant(), value, grant.level(field))
                            .ifPresent(shown -> fields.put(field, shown)));
            return fields;
        }));
        tree.put("accessEntry", grant.entryNumber());
        return tree;
    }

    private <T> T withValues(Subject subject, Function<PersonalValues, T> use) {
        try (var values =
                database.read(tx -> borrowers.personalValues(tx, subject.id())).orElseThrow(Refusals::noSuchBorrower)) {
            return use.apply(values);
        }
    }
}
