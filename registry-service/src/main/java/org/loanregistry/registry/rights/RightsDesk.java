package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.web.Answer;

/**
 * Keeps a person's consents, and decides about erasure: one asks for erasure, a data-protection officer who did not ask decides, and while a hold
 * stands the data is kept and only kept. Every act is a record of the log in the same transaction.
 */
@Singleton
final class RightsDesk {
    private final Database database;
    private final BorrowerLoans loans;
    private final LenderDirectory lenders;
    private final ActWriter writer;
    private final Eraser eraser;
    private final Erasures erasures;
    private final InstantSource clock;
    private final ActStore store = new ActStore();

    RightsDesk(
            Database database,
            BorrowerLoans loans,
            LenderDirectory lenders,
            ActWriter writer,
            Eraser eraser,
            Erasures erasures,
            InstantSource clock) {
        this.database = database;
        this.loans = loans;
        this.lenders = lenders;
        this.writer = writer;
        this.eraser = eraser;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** Asks for erasure: 201 with the request's id. */
    Answer request(Transaction tx, Caller caller, UUID subjectId, byte[] body) {
        String text = RightsForm.request(body);
        String tenant = locked(tx, caller, subjectId);
        RightsState state = erasures.state(tx, subjectId);
        requireKey(tx, subjectId);
        if (state.open().isPresent() || state.restricted().isPresent()) {
            throw new Conflict("Erasure was asked for already, and is not decided or not carried out yet.");
        }
        SubjectAct act = writer.write(tx, subjectId, tenant, ActKind.ERASURE_REQUESTED, null, text, caller);
        return new Answer(201, Json.write(requestTree(act.actId(), subjectId, RightsState.Stage.REQUESTED)));
    }

    /** Grants or refuses, and carries out what is granted unless a hold stands: 200 with where the request is. */
    Answer decide(Transaction tx, Caller officer, UUID requestId, byte[] body) {
        RightsForm.Decision decision = RightsForm.decision(body);
        SubjectAct request = request(tx, requestId);
        UUID subject = request.subjectId();
        locked(tx, officer, subject);
        RightsState before = erasures.state(tx, subject);
        if (before.open().filter(one -> one.asked().actId().equals(requestId)).isEmpty()) {
            throw new Conflict("This request is decided already.");
        }
        if (request.submitter().equals(officer.toText())) {
            throw new NotAllowed("A request is decided by somebody else than who made it.");
        }
        if (decision.granted()) {
            loans.inForce(tx, request.tenant(), subject).ifPresent(contract -> {
                throw new Conflict("A contract of the borrower is in force: what it needs is not erased.");
            });
        }
        ActKind kind = decision.granted() ? ActKind.ERASURE_GRANTED : ActKind.ERASURE_REFUSED;
        writer.write(tx, subject, request.tenant(), kind, requestId, decision.body(), officer);
        if (decision.granted()) {
            eraser.carryOut(tx, subject);
        }
        RightsState after = erasures.state(tx, subject);
        return new Answer(200, Json.write(requestTree(requestId, subject, stage(after, requestId))));
    }

    /** Has the data kept: 201 with the hold's id. */
    Answer hold(Transaction tx, Caller officer, UUID subjectId, byte[] body) {
        String text = RightsForm.hold(body, today());
        String tenant = locked(tx, officer, subjectId);
        requireKey(tx, subjectId);
        SubjectAct act = writer.write(tx, subjectId, tenant, ActKind.HOLD_PLACED, null, text, officer);
        return new Answer(201, Json.write(Map.of("holdId", act.actId().toString(), "subjectId", subjectId.toString())));
    }

    /** Ends a hold; an erasure that it put off is carried out, if no other hold stands: 200. */
    Answer release(Transaction tx, Caller officer, UUID holdId, byte[] body) {
        String text = RightsForm.release(body);
        SubjectAct hold = store.find(tx, holdId)
                .filter(act -> act.kind() == ActKind.HOLD_PLACED)
                .orElseThrow(() -> new NotFound("There is no such hold."));
        locked(tx, officer, hold.subjectId());
        if (erasures.state(tx, hold.subjectId()).holds().stream()
                .noneMatch(one -> one.actId().equals(holdId))) {
            throw new Conflict("This hold has ended already.");
        }
        writer.write(tx, hold.subjectId(), hold.tenant(), ActKind.HOLD_RELEASED, holdId, text, officer);
        eraser.carryOut(tx, hold.subjectId());
        return new Answer(200, Json.write(Map.of("holdId", holdId.toString(), "holds", (long)
                erasures.state(tx, hold.subjectId()).holds().size())));
    }

    /** Consents to what a recipient may use: 201 with the consent's id. */
    Answer consent(Transaction tx, Caller borrower, UUID subjectId, byte[] body) {
        String text = RightsForm.consent(body, lenders, today());
        String tenant = locked(tx, borrower, subjectId);
        requireKey(tx, subjectId);
        SubjectAct act = writer.write(tx, subjectId, tenant, ActKind.CONSENT_GIVEN, null, text, borrower);
        return new Answer(
                201, Json.write(Map.of("consentId", act.actId().toString(), "subjectId", subjectId.toString())));
    }

    /** Takes a consent back; the lender whose borrower it is may write it down where the borrower told it: 200. */
    Answer withdraw(Transaction tx, Caller caller, UUID consentId, byte[] body) {
        String text = RightsForm.nothing(body);
        SubjectAct consent = store.find(tx, consentId)
                .filter(act -> act.kind() == ActKind.CONSENT_GIVEN)
                .orElseThrow(() -> new NotFound("There is no such consent, or none that the caller may see."));
        locked(tx, caller, consent.subjectId());
        boolean isWithdrawn = store.about(tx, consent.subjectId()).stream()
                .anyMatch(act -> act.kind() == ActKind.CONSENT_WITHDRAWN && consentId.equals(act.refersTo()));
        if (isWithdrawn) {
            throw new Conflict("This consent was taken back already.");
        }
        writer.write(tx, consent.subjectId(), consent.tenant(), ActKind.CONSENT_WITHDRAWN, consentId, text, caller);
        return new Answer(200, Json.write(Map.of("consentId", consentId.toString(), "state", "WITHDRAWN")));
    }

    /** A request, with everything that an erasure says of itself. */
    Map<String, @Nullable Object> shown(Caller caller, UUID requestId) {
        return caller.read(database, tx -> {
            SubjectAct request = request(tx, requestId);
            requireOwn(caller, request.subjectId(), request.tenant());
            RightsState state = erasures.state(tx, request.subjectId());
            Map<String, @Nullable Object> tree =
                    new LinkedHashMap<>(requestTree(requestId, request.subjectId(), stage(state, requestId)));
            tree.put("holds", (long) state.holds().size());
            tree.put(
                    "acts",
                    store.about(tx, request.subjectId()).stream()
                            .filter(act -> act.actId().equals(requestId) || requestId.equals(act.refersTo()))
                            .filter(act -> act.feed() == null)
                            .map(RightsDesk::tree)
                            .toList());
            return tree;
        });
    }

    /** Everything that was asked, decided and done about the person, in its order. */
    Map<String, Object> acts(Caller caller, UUID subjectId) {
        return caller.read(database, tx -> {
            List<SubjectAct> acts = store.about(tx, subjectId);
            requireOwn(caller, subjectId, store.tenant(tx, subjectId).orElseThrow(RightsDesk::noSuchBorrower));
            return Map.of(
                    "acts",
                    acts.stream()
                            .filter(act -> act.feed() == null)
                            .map(RightsDesk::tree)
                            .toList());
        });
    }

    static Map<String, @Nullable Object> tree(SubjectAct act) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("actId", act.actId().toString());
        tree.put("act", act.kind().name());
        tree.put("refersTo", act.refersTo() == null ? null : act.refersTo().toString());
        tree.put("by", act.submitter());
        tree.put("at", java.time.Instant.ofEpochSecond(act.epochSeconds()).toString());
        tree.put("body", RightsState.body(act));
        tree.put("recordId", act.recordId().toString());
        tree.put("leafHash", act.leafHash().toBase64());
        return tree;
    }

    private static Map<String, Object> requestTree(UUID requestId, UUID subjectId, RightsState.Stage stage) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("requestId", requestId.toString());
        tree.put("subjectId", subjectId.toString());
        tree.put("state", stage.name());
        return tree;
    }

    private static RightsState.Stage stage(RightsState state, UUID requestId) {
        return state.requests().stream()
                .filter(one -> one.asked().actId().equals(requestId))
                .findFirst()
                .orElseThrow()
                .stage();
    }

    private SubjectAct request(Transaction tx, UUID requestId) {
        return store.find(tx, requestId)
                .filter(act -> act.kind() == ActKind.ERASURE_REQUESTED)
                .orElseThrow(() -> new NotFound("There is no such request, or none that the caller may see."));
    }

    /** The tenant of a person whom the caller may ask about; nobody else decides about the person meanwhile. */
    private String locked(Transaction tx, Caller caller, UUID subjectId) {
        String tenant = store.lockPerson(tx, subjectId)
                .orElseThrow(RightsDesk::noSuchBorrower)
                .tenant();
        requireOwn(caller, subjectId, tenant);
        return tenant;
    }

    private void requireKey(Transaction tx, UUID subjectId) {
        erasures.receipt(tx, subjectId).ifPresent(receipt -> {
            throw receipt.gone();
        });
    }

    private static void requireOwn(Caller caller, UUID subjectId, String tenant) {
        boolean isOwn = switch (caller.role()) {
            case DPO -> true;
            case LENDER -> caller.organisation().equals(tenant);
            case BORROWER -> caller.organisation().equals(subjectId.toString());
            case OPERATOR -> false;
        };
        if (!isOwn) {
            throw noSuchBorrower();
        }
    }

    private static NotFound noSuchBorrower() {
        return new NotFound("There is no such borrower, or none that the caller may see.");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
