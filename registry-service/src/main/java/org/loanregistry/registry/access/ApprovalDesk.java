package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Decision;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.web.Paging;

/**
 * Asks two others of the same lender for what the policy shows with their approval only, and takes their answers. Guarantees:
 * asking, approving and declining are entries of the access log; people are who the identity provider names; nobody approves
 * what they asked for, or twice.
 */
@Singleton
final class ApprovalDesk {
    private final Database database;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final AccessLimits limits;
    private final RecordIds ids;
    private final InstantSource clock;
    private final ApprovalStore store = new ApprovalStore();
    private final FactStore facts = new FactStore();

    ApprovalDesk(
            Database database,
            AccessDesk desk,
            Questions questions,
            Refusals refusals,
            AccessLimits limits,
            RecordIds ids,
            InstantSource clock) {
        this.database = database;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    /** Where a request is. */
    enum State {
        OPEN,
        APPROVED,
        DECLINED,
        EXPIRED,
        USED
    }

    /** Asks: the request as a tree. Only for what approvals would open, and only as a named person. */
    Map<String, Object> ask(Asker asker, UUID subjectId, RevealForm form) {
        Subject subject = database.read(tx -> facts.subject(tx, subjectId)).orElseThrow(Refusals::noSuchBorrower);
        var asked = PersonalFields.of(form.fields(), AccessLevel.FULL);
        var request = questions.about(subject, asker, form.purpose(), asked, "ask-approval", form.reason());
        return switch (desk.rule(request)) {
            case Ruling.Granted granted -> {
                granted.grant().close();
                throw new Conflict("The access policy asks for no approval of this.");
            }
            case Ruling.Denied denied -> {
                if (denied.decision().reason() != Decision.Reason.OBLIGATION_UNFULFILLED) {
                    throw refusals.of(asker, request);
                }
                requirePerson(asker);
                yield database.inTransaction(tx -> asked(tx, asker, subject, request));
            }
        };
    }

    private static void requirePerson(Asker asker) {
        if (asker.marks().person().isEmpty()) {
            throw new NotAllowed("This is done by a person whom the identity provider names, not by an organisation.");
        }
    }

    private Map<String, Object> asked(Transaction tx, Asker asker, Subject subject, AccessRequest request) {
        Instant now = clock.instant();
        for (var open : store.open(tx, asker.name(), subject.id(), now)) {
            State state = state(open, store.decisions(tx, open.id()), false, now);
            if (Approvals.isFor(open, request) && (state == State.OPEN || state == State.APPROVED)) {
                throw new Conflict("This was asked for already, and is neither declined, used nor over.");
            }
        }
        Duration life = Duration.ofHours(limits.most(AccessLimits.Measure.APPROVAL_HOURS, now));
        var row = new ApprovalStore.Asked(
                ids.next(),
                subject.id(),
                asker.caller().organisation(),
                asker.name(),
                request.purpose().name(),
                List.copyOf(request.asked().keySet()),
                String.valueOf(request.reason()),
                now,
                now.plus(life));
        store.insert(tx, row);
        return tree(row, List.of(), State.OPEN);
    }

    /** Approves or declines, as another person of the same lender with two factors: the request as a tree. */
    Map<String, Object> decide(Asker asker, UUID requestId, boolean isApproved) {
        var asked = database.read(tx -> store.find(tx, requestId)).orElseThrow(ApprovalDesk::noSuchRequest);
        Subject subject =
                database.read(tx -> facts.subject(tx, asked.subjectId())).orElseThrow(ApprovalDesk::noSuchRequest);
        var fields = PersonalFields.of(asked.fields(), AccessLevel.STANDARD);
        var request = questions.about(
                subject,
                asker,
                Purpose.valueOf(asked.purpose()),
                fields,
                isApproved ? "approve" : "decline",
                asked.reason());
        return permitted(request, () -> {
            requirePerson(asker);
            if (!asker.marks().twoFactors()) {
                throw new NotAllowed("An approval takes a sign-in with two factors.");
            }
            if (asker.name().equals(asked.requester())) {
                throw new NotAllowed("Who asks for an approval does not give it.");
            }
            return database.inTransaction(tx -> decided(tx, asker, asked, isApproved));
        });
    }

    /** What the work gives, within a grant; of a refusal nobody learns that there is such a request. */
    private Map<String, Object> permitted(AccessRequest request, Supplier<Map<String, Object>> work) {
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw noSuchRequest();
            case Ruling.Granted granted -> {
                try (AccessGrant _ = granted.grant()) {
                    yield work.get();
                }
            }
        };
    }

    private Map<String, Object> decided(Transaction tx, Asker asker, ApprovalStore.Asked asked, boolean isApproved) {
        Instant now = clock.instant();
        State before = state(tx, asked, now);
        if (before == State.USED || before == State.EXPIRED || before == State.DECLINED) {
            throw new Conflict("The request is " + before + "; nothing more is decided about it.");
        }
        if (!store.decide(tx, asked.id(), new ApprovalStore.Decided(asker.name(), isApproved, now))) {
            throw new Conflict("The caller has decided about this already.");
        }
        List<ApprovalStore.Decided> decisions = store.decisions(tx, asked.id());
        return tree(asked, decisions, state(asked, decisions, false, now));
    }

    /** A lender's own requests; the officer's are all. */
    Map<String, Object> list(Asker asker, Paging paging) {
        String organisation =
                asker.caller().role() == Role.LENDER ? asker.caller().organisation() : null;
        Instant now = clock.instant();
        return database.read(tx -> paging.page(
                "requests",
                store.list(tx, organisation, paging.afterId().orElse(null), paging.wanted()),
                one -> one.id().toString(),
                one -> tree(one, store.decisions(tx, one.id()), state(tx, one, now))));
    }

    private State state(Transaction tx, ApprovalStore.Asked asked, Instant now) {
        boolean isUsed = !store.used(tx, List.of(asked.id())).isEmpty();
        return state(asked, store.decisions(tx, asked.id()), isUsed, now);
    }

    private static State state(
            ApprovalStore.Asked asked, List<ApprovalStore.Decided> decisions, boolean isUsed, Instant now) {
        if (isUsed) {
            return State.USED;
        }
        if (decisions.stream().anyMatch(one -> !one.isApproved())) {
            return State.DECLINED;
        }
        if (!now.isBefore(asked.expiresAt())) {
            return State.EXPIRED;
        }
        return decisions.size() >= 2 ? State.APPROVED : State.OPEN;
    }

    private static Map<String, Object> tree(
            ApprovalStore.Asked asked, List<ApprovalStore.Decided> decisions, State state) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("requestId", asked.id().toString());
        tree.put("subjectId", asked.subjectId().toString());
        tree.put("requester", asked.requester());
        tree.put("purpose", asked.purpose());
        tree.put("fields", asked.fields());
        tree.put("reason", asked.reason());
        tree.put("state", state.name());
        tree.put("askedAt", asked.askedAt().toString());
        tree.put("expiresAt", asked.expiresAt().toString());
        tree.put("decisions", decisions.stream().map(ApprovalDesk::tree).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(ApprovalStore.Decided decided) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("by", decided.approver());
        tree.put("decision", decided.isApproved() ? "APPROVE" : "DECLINE");
        tree.put("at", decided.at().toString());
        return tree;
    }

    private static NotFound noSuchRequest() {
        return new NotFound("There is no such request, or none that the caller may decide about.");
    }
}
