package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/**
 * Corrects events: one organisation proposes, another decides, and what is accepted is a new version of the event with a
 * hidden link to the version before, which stays. Both see what the correction changes before it is made.
 */
@Singleton
final class CorrectionDesk {
    private final AccountReader reader;
    private final BorrowerDirectory borrowers;
    private final RecordDesk desk;
    private final NoticeDesk notices;
    private final ShareStandings standings;
    private final EventStore events = new EventStore();
    private final BalanceStore balances = new BalanceStore();
    private final AccountStore accounts = new AccountStore();
    private final CorrectionStore corrections = new CorrectionStore();

    CorrectionDesk(
            AccountReader reader,
            BorrowerDirectory borrowers,
            RecordDesk desk,
            NoticeDesk notices,
            ShareStandings standings) {
        this.reader = reader;
        this.borrowers = borrowers;
        this.desk = desk;
        this.notices = notices;
        this.standings = standings;
    }

    /** Proposes another version, or that the event did not happen: 201 with the correction's id and the difference. */
    Answer propose(Transaction tx, Caller maker, String contractId, String eventId, byte[] body) {
        var found = reader.find(tx, maker, contractId);
        SealedRecord<RecordedEvent> newest = newest(tx, contractId, AccountReader.uuid(eventId));
        Fields fields = Fields.of(Json.parse(body));
        String reason = fields.requiredText("reasonCode", 40);
        long version = fields.requiredInteger("rowVersion", 1, Integer.MAX_VALUE);
        Fields event = fields.object("event");
        boolean withdrawn = event.isEmpty();
        String corrected = withdrawn ? newest.row().body() : CanonicalJson.write(event.toTree());
        if (!withdrawn) {
            EventForm.read(event, found.ledger().terms())
                    .ifPresent(read -> requireOwnDrawdown(tx, newest.row().eventId(), read, found.ledger()));
            if (!EventRegister.kind(corrected).equals(newest.row().kind())) {
                event.refuse("kind", "must be the kind of the event that is corrected");
            }
        }
        if (corrected.equals(newest.row().body()) && withdrawn != newest.row().counts()) {
            fields.refuse("event", "must differ from what is recorded");
        }
        fields.finish();
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", fields.errors());
        }
        if (version != newest.row().stamp().rowVersion()) {
            throw new Conflict("The event has another newest version than the one corrected here.");
        }
        UUID id = UUID.randomUUID();
        var proposed = new CorrectionStore.Proposed(
                newest.row().eventId(),
                newest.row().stamp().rowVersion(),
                corrected,
                withdrawn,
                reason,
                maker.toText());
        corrections.propose(tx, id, proposed, desk.now());
        RecordedEvent next = next(newest, proposed, "", newest.row().stamp(), found);
        return new Answer(201, Json.write(answer(id, newest.row(), next, found)));
    }

    /** A correction takes neither the number nor the order of another drawdown. */
    private void requireOwnDrawdown(Transaction tx, UUID eventId, EventForm.Read read, Ledger ledger) {
        if (read.event() instanceof LoanEvent.Drawn drawn && ledger.isTaken(drawn.drawdown(), eventId)) {
            throw new Conflict(
                    "Another drawdown has this number.",
                    List.of(new FieldError(
                            "event.drawdown", "must be a number that no other drawdown of this loan has")));
        }
        EventForm.Evidence evidence = read.evidence();
        if (evidence != null
                && events.backedBy(tx, evidence)
                        .filter(one -> !one.equals(eventId))
                        .isPresent()) {
            throw orderTaken();
        }
    }

    private static Conflict orderTaken() {
        return new Conflict(
                "One order backs one drawdown.",
                List.of(new FieldError("event.fundFlow.order", "backs another drawdown already")));
    }

    /** The order that backs the drawdown follows its newest version. */
    private void takeOrder(Transaction tx, RecordedEvent next, EventForm.Read read, Ledger ledger) {
        events.release(tx, next.eventId());
        if (!next.counts()) {
            return;
        }
        requireOwnDrawdown(tx, next.eventId(), read, ledger);
        if (read.evidence() != null && !events.take(tx, read.evidence(), next.eventId())) {
            throw orderTaken();
        }
    }

    private SealedRecord<RecordedEvent> newest(Transaction tx, String contractId, UUID eventId) {
        UUID contract = AccountReader.uuid(contractId);
        return events.versions(tx, eventId).stream()
                .filter(one -> one.row().contractId().equals(contract))
                .reduce((_, last) -> last)
                .orElseThrow(AccountReader::notFound);
    }

    /** Accepts or rejects: 200; accepted, with the new version's ids and the difference that it made. */
    Answer decide(Transaction tx, Caller checker, String contractId, String correctionId, byte[] body) {
        var found = reader.find(tx, checker, contractId);
        UUID id = AccountReader.uuid(correctionId);
        balances.lock(tx, List.of(found.contract().contractId()));
        var proposed = corrections.find(tx, id).orElseThrow(AccountReader::notFound);
        SealedRecord<RecordedEvent> newest = newest(tx, contractId, proposed.eventId());
        if (organisation(proposed.maker()).equals(checker.organisation())) {
            throw new NotAllowed("A correction is decided by another organisation than the one that proposed it.");
        }
        Fields fields = Fields.of(Json.parse(body));
        String decision = fields.requiredText("decision", 10);
        fields.finish();
        if (!fields.errors().isEmpty() || !(decision.equals("ACCEPT") || decision.equals("REJECT"))) {
            throw new Refused(
                    "The request breaks the rules of these fields.",
                    List.of(new FieldError("decision", "must be ACCEPT or REJECT, and the only field")));
        }
        boolean accepted = decision.equals("ACCEPT");
        if (!corrections.decide(tx, id, checker.toText(), accepted, desk.now())) {
            throw new Conflict("This correction is decided already.");
        }
        if (!accepted) {
            return new Answer(200, Json.write(Map.of("correctionId", correctionId, "decision", decision)));
        }
        if (newest.row().stamp().rowVersion() != proposed.rowVersion()) {
            throw new Conflict("The event was corrected otherwise since.");
        }
        return accept(tx, checker, id, newest, proposed, found);
    }

    private Answer accept(
            Transaction tx,
            Caller checker,
            UUID id,
            SealedRecord<RecordedEvent> newest,
            CorrectionStore.Proposed proposed,
            AccountReader.Found found) {
        UUID subject = newest.row().stamp().subjectId();
        Borrower owner = borrowers.borrowers(tx, List.of(subject)).get(subject);
        if (owner == null) {
            throw new Conflict("The borrower's data was erased.");
        }
        Stamp drawn = desk.stamp(owner, checker, new TreeSet<>(), desk.now());
        Stamp stamp = new Stamp(
                drawn.recordId(),
                proposed.rowVersion() + 1,
                subject,
                drawn.kid(),
                drawn.flags(),
                drawn.submitter(),
                drawn.recordedAt());
        RecordedEvent next = next(newest, proposed, checker.toText(), stamp, found);
        takeOrder(tx, next, read(proposed, found.ledger()), found.ledger());
        // Not of the contract as it was found: that was read for one lender, which does not see what others agreed.
        var feeds = standings.readers(tx, next.contractId());
        var committed = desk.commit(next, stamp, RecordValues.EVENT, RecordValues.of(next), owner, feeds);
        events.insert(tx, List.of(committed.sealed()));
        accounts.put(tx, next.contractId(), found.ledger().with(next));
        var receipts = desk.queue(tx, List.of(committed));
        var first = events.versions(tx, next.eventId()).getFirst();
        notices.tell(tx, id, next, first.row().stamp().recordedAt());
        Map<String, Object> tree = answer(id, newest.row(), next, found);
        tree.put("decision", "ACCEPT");
        tree.put("recordId", stamp.recordId().toString());
        tree.put("leafHash", committed.sealed().leafHash().toBase64());
        tree.put("receipt", Map.of("note", receipts.note()));
        return new Answer(200, Json.write(tree));
    }

    private static String organisation(String caller) {
        return caller.substring(caller.indexOf(':') + 1);
    }

    /** The version that follows. */
    private static RecordedEvent next(
            SealedRecord<RecordedEvent> newest,
            CorrectionStore.Proposed proposed,
            String checker,
            Stamp stamp,
            AccountReader.Found found) {
        RecordedEvent old = newest.row();
        LoanEvent event = read(proposed, found.ledger()).event();
        Hash cost = EventRegister.costTable(event, found.contract(), found.ledger());
        var why = new EventCorrection(
                proposed.reasonCode(),
                changed(old.body(), proposed.body()),
                proposed.maker(),
                checker,
                proposed.withdrawn(),
                newest.leafHash());
        Stamp numbered = new Stamp(
                stamp.recordId(),
                proposed.rowVersion() + 1,
                stamp.subjectId(),
                stamp.kid(),
                stamp.flags(),
                stamp.submitter(),
                stamp.recordedAt());
        return new RecordedEvent(
                old.eventId(),
                old.contractId(),
                old.contractNumber(),
                old.shares(),
                old.number(),
                old.kind(),
                event.on(),
                proposed.body(),
                cost,
                why,
                numbered);
    }

    private static EventForm.Read read(CorrectionStore.Proposed proposed, Ledger ledger) {
        return EventForm.read(Fields.of(CanonicalJson.parse(proposed.body())), ledger.terms())
                .orElseThrow(() -> new IllegalStateException("a proposed correction cannot be read"));
    }

    /** The members that differ, by name. */
    private static List<String> changed(String before, String after) {
        var names = new TreeSet<String>();
        if (CanonicalJson.parse(before) instanceof Map<?, ?> old
                && CanonicalJson.parse(after) instanceof Map<?, ?> now) {
            old.keySet().forEach(name -> names.add(String.valueOf(name)));
            now.keySet().forEach(name -> names.add(String.valueOf(name)));
            names.removeIf(name -> Objects.equals(old.get(name), now.get(name)));
        }
        return List.copyOf(names);
    }

    /** What the correction changes, as of the day of the last event before and after it. */
    private static Map<String, Object> answer(
            UUID id, RecordedEvent old, RecordedEvent next, AccountReader.Found found) {
        Ledger after = found.ledger().with(next);
        var day = found.ledger().lastDay().orElse(old.on());
        var last = after.lastDay().filter(one -> one.isAfter(day)).orElse(day);
        AccountState was = found.ledger().at(last);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("correctionId", id.toString());
        tree.put("eventId", old.eventId().toString());
        tree.put("changedPaths", changed(old.body(), next.body()));
        tree.put("asOf", last.toString());
        tree.put("differences", AccountTree.differences(was, after.at(last)));
        return tree;
    }
}
