package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.PersonalValues;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotAllowed;

/**
 * Shows personal values in clear. Guarantees: the entry that says who sees what and why is on the disk before a value leaves
 * its envelope, the one that says what was seen before the answer leaves; if either cannot be written, there is no answer.
 */
@Singleton
final class RevealDesk {
    private final Database database;
    private final BorrowerDirectory borrowers;
    private final Masks masks;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final InstantSource clock;
    private final FactStore store = new FactStore();

    RevealDesk(
            Database database,
            BorrowerDirectory borrowers,
            Masks masks,
            AccessDesk desk,
            Questions questions,
            Refusals refusals,
            InstantSource clock) {
        this.database = database;
        this.borrowers = borrowers;
        this.masks = masks;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** {@code {subjectId, purpose, fields: {name: {level, value}}, watermark}}; fields not granted in clear are masked. */
    Map<String, Object> reveal(Asker asker, UUID subjectId, RevealForm form) {
        Subject subject = database.read(tx -> store.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        var asked = PersonalFields.of(form.fields(), AccessLevel.FULL);
        var request = questions.about(subject, asker, form.purpose(), asked, "reveal", form.reason());
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    yield revealed(asker, subject, request, grant);
                }
            }
        };
    }

    private Map<String, Object> revealed(Asker asker, Subject subject, AccessRequest request, AccessGrant grant) {
        boolean isAnyClear = request.asked().keySet().stream()
                .anyMatch(field -> grant.level(field).isClear());
        if (!isAnyClear) {
            throw new NotAllowed("The access policy shows none of these fields in clear to the caller for this purpose;"
                    + " that it was asked is in the access log.");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subjectId", subject.id().toString());
        tree.put("purpose", request.purpose().name());
        try (var values =
                database.read(tx -> borrowers.personalValues(tx, subject.id())).orElseThrow(Refusals::noSuchBorrower)) {
            tree.put("fields", fields(asker, request, grant, values));
        }
        tree.put("watermark", watermark(request, grant));
        return tree;
    }

    private Map<String, Object> fields(Asker asker, AccessRequest request, AccessGrant grant, PersonalValues values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        values.byField().forEach((field, value) -> {
            if (grant.level(field).isClear()) {
                fields.put(field, Masks.tree(AccessLevel.FULL, value.reveal(grant, CharSequence::toString)));
            } else if (request.asked().containsKey(field)) {
                masks.shown(asker, values.tenant(), value, grant.level(field))
                        .ifPresent(shown -> fields.put(field, shown));
            }
        });
        return fields;
    }

    /** Who saw it and when, in the answer itself: whoever passes it on passes that on. */
    private Map<String, Object> watermark(AccessRequest request, AccessGrant grant) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("seenBy", request.actor().id());
        mark.put("session", request.actor().session());
        mark.put("at", clock.instant().toString());
        mark.put("accessEntry", grant.entryNumber());
        return mark;
    }
}
