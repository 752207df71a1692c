package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LossSharing;
import org.loanregistry.registry.loan.product.ProductTerms;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.transparency.record.CanonicalJson;

/** Shows what is owed on a booked loan and why, to those who fund it and to the operator. */
@Singleton
final class AccountReader {
    private final Database database;
    private final ShareStandings standings;
    private final ContractStore contracts = new ContractStore();
    private final EventStore events = new EventStore();

    AccountReader(Database database, ShareStandings standings) {
        this.database = database;
        this.standings = standings;
    }

    /** A booked loan that the caller may see. */
    record Found(RecordedContract contract, Ledger ledger) {}

    Found find(Transaction tx, Caller caller, String contractId) {
        return caller.reading(tx, own -> findIn(own, caller, contractId));
    }

    private Found findIn(Transaction tx, Caller caller, String contractId) {
        RecordedContract found = contract(tx, caller, contractId);
        UUID id = found.contractId();
        Ledger ledger =
                Ledger.of(List.of(found), events.ofContracts(tx, List.of(id))).get(id);
        if (ledger == null) {
            throw notFound();
        }
        return new Found(found, ledger);
    }

    private RecordedContract contract(Transaction tx, Caller caller, String contractId) {
        RecordedContract found = contracts.byIds(tx, List.of(uuid(contractId))).stream()
                .map(SealedRecord::row)
                .filter(one -> standings.maySee(caller, one))
                .findFirst()
                .orElseThrow(AccountReader::notFound);
        if (!ShareStandings.shown(caller, found).showsAll(ShareStanding.FIGURES)) {
            throw new NotAllowed(
                    "The share agreement of this loan does not cover all that its account is computed from.");
        }
        return found;
    }

    static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    static NotFound notFound() {
        return new NotFound("There is no such booked loan, or none that the caller may see.");
    }

    /**
     * The statement at the end of a day.
     *
     * @param on the day; absent, the day of the last event
     * @param knownAt an instant: as it would have been shown then, before later corrections; absent, now
     */
    Map<String, Object> statement(Caller caller, String contractId, @Nullable String on, @Nullable String knownAt) {
        return caller.read(database, tx -> {
            Found found = find(tx, caller, contractId);
            Ledger ledger = knownAt == null ? found.ledger() : found.ledger().knownAt(instant(knownAt));
            AccountState state = on == null ? ledger.now() : ledger.at(day(on));
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("contractId", contractId);
            tree.put("currency", found.contract().terms().currency());
            tree.putAll(AccountTree.figures(state));
            tree.put("lenders", shares(caller, state, found.contract().terms().shares()));
            tree.putAll(agreed(state, found));
            List<Share> shares = found.contract().terms().shares();
            tree.put("instalments", AccountTree.instalments(state, shares));
            tree.put("postings", AccountTree.postings(state, shares));
            return tree;
        });
    }

    /** What the terms say beside the borrower's own account: losses of a joint loan, a guarantee. */
    private static Map<String, Object> agreed(AccountState state, Found found) {
        List<Share> shares = found.contract().terms().shares();
        ProductTerms terms = found.ledger().terms();
        Map<String, Object> tree = new LinkedHashMap<>();
        if (terms.joint() != null) {
            LossSharing sharing = terms.joint().sharing(found.contract().terms().lenders());
            tree.put("decides", terms.joint().decides());
            tree.put("services", terms.joint().services());
            tree.put("losses", AccountTree.losses(state, sharing, shares));
        }
        if (terms.guarantee() != null) {
            tree.put("guarantee", AccountTree.guarantee(state, terms.guarantee()));
        }
        return tree;
    }

    /** A lender's own share; the operator sees everyone's. */
    private static List<Map<String, Object>> shares(Caller caller, AccountState state, List<Share> shares) {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (int place = 0; place < shares.size(); place++) {
            if (caller.mayActFor(List.of(shares.get(place).lender()))) {
                trees.add(AccountTree.share(state, shares, place));
            }
        }
        return trees;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw refused("on", "must be a date such as 2026-01-31");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused("knownAt", "must be an instant such as 2026-01-31T00:00:00Z");
        }
    }

    private static Refused refused(String field, String rule) {
        return new Refused("A query parameter breaks a rule.", List.of(new FieldError(field, rule)));
    }

    /** What was owed when of one loan: its instalments as they stand after the last event. */
    Map<String, Object> schedule(Caller caller, String contractId) {
        return caller.read(database, tx -> {
            Found found = find(tx, caller, contractId);
            AccountState state = found.ledger().now();
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("contractId", contractId);
            tree.put("asOf", state.asOf().toString());
            tree.put(
                    "instalments",
                    AccountTree.instalments(state, found.contract().terms().shares()));
            return tree;
        });
    }

    /** The newest versions of the events by day and number. */
    Map<String, Object> events(Caller caller, String contractId, Paging paging) {
        String after = Objects.requireNonNullElse(paging.after(), "");
        return caller.read(database, tx -> {
            var versions = events
                    .ofContracts(tx, List.of(contract(tx, caller, contractId).contractId()))
                    .stream()
                    .map(SealedRecord::row)
                    .toList();
            List<RecordedEvent> found = Ledger.newest(versions).stream()
                    .filter(one -> key(one).compareTo(after) > 0)
                    .sorted(Comparator.comparing(AccountReader::key))
                    .limit(paging.wanted())
                    .toList();
            return paging.page("events", found, AccountReader::key, AccountReader::event);
        });
    }

    private static String key(RecordedEvent event) {
        return event.on() + "/" + event.number();
    }

    /** Every version of an event, the first first; all but the last are superseded. */
    Map<String, Object> versions(Caller caller, String contractId, String eventId, Paging paging) {
        UUID id = uuid(eventId);
        return caller.read(database, tx -> {
            find(tx, caller, contractId);
            List<RecordedEvent> versions = events.versions(tx, id).stream()
                    .map(SealedRecord::row)
                    .filter(one -> one.contractId().equals(uuid(contractId)))
                    .toList();
            if (versions.isEmpty()) {
                throw notFound();
            }
            int newest = versions.getLast().stamp().rowVersion();
            List<RecordedEvent> found = versions.stream()
                    .filter(one -> one.stamp().rowVersion() > afterVersion(paging))
                    .limit(paging.wanted())
                    .toList();
            return paging.page(
                    "versions",
                    found,
                    one -> Integer.toString(one.stamp().rowVersion()),
                    one -> version(one, one.stamp().rowVersion() < newest));
        });
    }

    private static int afterVersion(Paging paging) {
        try {
            return paging.after() == null ? 0 : Integer.parseInt(paging.after());
        } catch (NumberFormatException e) {
            throw Paging.badCursor();
        }
    }

    private static Map<String, Object> version(RecordedEvent one, boolean superseded) {
        Map<String, Object> tree = event(one);
        tree.put("superseded", superseded);
        return tree;
    }

    static Map<String, Object> event(RecordedEvent event) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("eventId", event.eventId().toString());
        tree.put("eventNumber", event.number());
        tree.put("rowVersion", event.stamp().rowVersion());
        tree.put("recordId", event.stamp().recordId().toString());
        tree.put("recordedAt", event.stamp().recordedAt().toString());
        tree.put("event", CanonicalJson.parse(event.body()));
        if (event.costTableHash() != null) {
            tree.put("costTableHash", event.costTableHash().toHex());
        }
        EventCorrection correction = event.correction();
        if (correction != null) {
            tree.put("reasonCode", correction.reasonCode());
            tree.put("changedPaths", correction.changedPaths());
            tree.put("maker", correction.maker());
            tree.put("checker", correction.checker());
            tree.put("withdrawn", correction.withdrawn());
        }
        return tree;
    }
}
