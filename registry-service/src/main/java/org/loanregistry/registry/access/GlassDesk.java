package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.rights.Erasures;
import org.loanregistry.registry.web.Paging;

/**
 * Immediate access in an emergency, and its review. Guarantees: a named person with two factors breaks it, for one borrower and
 * half an hour; the borrower is told; it stays in the officer's list until the officer has said whether it was justified.
 */
@Singleton
final class GlassDesk {
    private final Database database;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final Erasures erasures;
    private final AccessLimits limits;
    private final RecordIds ids;
    private final InstantSource clock;
    private final GlassStore store = new GlassStore();
    private final FactStore facts = new FactStore();

    GlassDesk(
            Database database,
            AccessDesk desk,
            Questions questions,
            Refusals refusals,
            Erasures erasures,
            AccessLimits limits,
            RecordIds ids,
            InstantSource clock) {
        this.database = database;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
        this.erasures = erasures;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    /** Breaks it: {@code {glassId, subjectId, expiresAt, reviewBy, accessEntry}}. */
    Map<String, Object> breakIt(Asker asker, UUID subjectId, String ticket) {
        Subject subject = database.read(tx -> facts.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        var asked = PersonalFields.all(AccessLevel.FULL);
        var request = questions.about(subject, asker, Purpose.EMERGENCY, asked, "break-glass", ticket);
        GlassStore.Glass glass =
                mayBreak(asker, subject) ? database.inTransaction(tx -> broken(tx, asker, subject, ticket)) : null;
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusal(asker, request, subject);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    if (glass == null) {
                        throw new Conflict("The caller has broken this glass already, and it still opens.");
                    }
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("glassId", glass.id().toString());
                    tree.put("subjectId", subjectId.toString());
                    tree.put("expiresAt", glass.expiresAt().toString());
                    tree.put("reviewBy", glass.reviewBy().toString());
                    tree.put("accessEntry", grant.entryNumber());
                    yield tree;
                }
            }
        };
    }

    /** Decided before it is written down: nothing that was written down is taken back. */
    private boolean mayBreak(Asker asker, Subject subject) {
        return Questions.role(asker, subject.tenant()) == Role.ORIGINATING_LENDER
                && isNamed(asker)
                && !subject.isErased()
                && !database.read(tx -> erasures.isRestricted(tx, subject.id()))
                && database.read(tx -> store.open(tx, asker.name(), subject.id(), clock.instant()))
                        .isEmpty();
    }

    private static boolean isNamed(Asker asker) {
        return asker.marks().twoFactors() && !asker.marks().person().isEmpty();
    }

    private RuntimeException refusal(Asker asker, AccessRequest request, Subject subject) {
        boolean isOnlyTheSignIn = Questions.role(asker, subject.tenant()) == Role.ORIGINATING_LENDER && !isNamed(asker);
        return isOnlyTheSignIn
                ? new NotAllowed("Glass is broken by a person whom the identity provider names, signed in with two"
                        + " factors; that it was tried is in the access log.")
                : refusals.of(asker, request);
    }

    private GlassStore.Glass broken(Transaction tx, Asker asker, Subject subject, String ticket) {
        Instant now = clock.instant();
        var glass = new GlassStore.Glass(
                ids.next(),
                subject.id(),
                asker.caller().organisation(),
                asker.name(),
                ticket,
                now,
                now.plus(Duration.ofMinutes(limits.most(AccessLimits.Measure.GLASS_MINUTES, now))),
                now.plus(Duration.ofHours(limits.most(AccessLimits.Measure.GLASS_REVIEW_HOURS, now))),
                null);
        store.insert(tx, glass);
        return glass;
    }

    /** All, or those that nobody reviewed, the oldest first; who reads it is logged. */
    Map<String, Object> list(Asker asker, boolean unreviewedOnly, Paging paging) {
        var asked = Map.of(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        var request = questions.aboutNobody(asker, Purpose.AUDIT, asked, "broken-glass");
        Instant now = clock.instant();
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield database.read(tx -> paging.page(
                            "glasses",
                            store.list(tx, unreviewedOnly, paging.afterId().orElse(null), paging.wanted()),
                            one -> one.id().toString(),
                            one -> tree(one, now)));
                }
            }
        };
    }

    /** Says of one whether it was justified; one that was not opens nothing from then on. */
    Map<String, Object> review(Asker asker, UUID glassId, GlassForm form) {
        var glass = database.read(tx -> store.find(tx, glassId)).orElseThrow(GlassDesk::noSuchGlass);
        Subject subject =
                database.read(tx -> facts.subject(tx, glass.subjectId())).orElseThrow(GlassDesk::noSuchGlass);
        var asked = Map.of(PersonalFields.ACCESS_HISTORY, AccessLevel.FULL);
        var request = questions.about(subject, asker, Purpose.AUDIT, asked, "review-glass", form.caseReference());
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield database.inTransaction(tx -> reviewed(tx, asker, glass, form));
                }
            }
        };
    }

    private Map<String, Object> reviewed(Transaction tx, Asker asker, GlassStore.Glass glass, GlassForm form) {
        Instant now = clock.instant();
        var review = new GlassStore.Review(asker.name(), form.isJustified(), form.caseReference(), now);
        if (!store.review(tx, glass.id(), review)) {
            throw new Conflict("This was reviewed already.");
        }
        return tree(store.find(tx, glass.id()).orElseThrow(), now);
    }

    private static Map<String, Object> tree(GlassStore.Glass glass, Instant now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("glassId", glass.id().toString());
        tree.put("subjectId", glass.subjectId().toString());
        tree.put("brokenBy", glass.brokenBy());
        tree.put("reason", glass.ticket());
        tree.put("brokenAt", glass.brokenAt().toString());
        tree.put("expiresAt", glass.expiresAt().toString());
        tree.put("reviewBy", glass.reviewBy().toString());
        GlassStore.@Nullable Review review = glass.review();
        if (review != null) {
            tree.put("reviewedBy", review.reviewer());
            tree.put("verdict", review.isJustified() ? "JUSTIFIED" : "NOT_JUSTIFIED");
            tree.put("caseReference", review.caseReference());
            tree.put("reviewedAt", review.at().toString());
        }
        tree.put("overdue", glass.isOverdue(now));
        return tree;
    }

    private static NotFound noSuchGlass() {
        return new NotFound("There is no such broken glass.");
    }
}
