package org.loanregistry.registry.sharing.reconciliation;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.error.TooBusy;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.Positions;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.sharing.reconciliation.Statement.Party;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.registry.web.Paging;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.tree.Hash;

/**
 * Compares a bank's positions with the registry's. Guarantee: of a loan that the bank does not fund it learns not even that there
 * is one, and of another bank's statement neither. Limit: the registry's side is what is known when the file comes.
 */
@Singleton
final class ReconciliationDesk {
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    /** Each holds a file's positions in memory and a connection of the pool. */
    private static final int AT_ONCE = 2;

    private static final long RETRY_SECONDS = 10;

    private final Database database;
    private final LenderDirectory lenders;
    private final Positions positions;
    private final RecordIds ids;
    private final InstantSource clock;
    private final ReconciliationBook book;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ReconciliationStore store = new ReconciliationStore();

    ReconciliationDesk(
            Database database,
            LenderDirectory lenders,
            Positions positions,
            RecordIds ids,
            InstantSource clock,
            ReconciliationBook book) {
        this.database = database;
        this.lenders = lenders;
        this.positions = positions;
        this.ids = ids;
        this.clock = clock;
        this.book = book;
    }

    /**
     * Compares a file of the caller's, a bank's, in the caller's transaction.
     *
     * @param asOf the day at whose end the positions are, from 1970-01-01 to today (UTC)
     * @throws Refused if the day or a line of the file breaks a rule
     * @throws TooBusy if as many files are being compared as there is room for
     */
    Statement compare(Transaction tx, Caller caller, @Nullable String asOf, byte[] file) {
        LocalDate day = day(asOf);
        if (!room.tryAcquire()) {
            throw new TooBusy("Other files are being compared; send the same request again.", RETRY_SECONDS);
        }
        try {
            return compare(tx, caller, day, file);
        } finally {
            room.release();
        }
    }

    private Statement compare(Transaction tx, Caller caller, LocalDate day, byte[] file) {
        Set<String> known = lenders.all().stream().map(Lender::lenderId).collect(Collectors.toUnmodifiableSet());
        var comparison = new Comparison(PositionsFile.read(file, known));
        Comparison.Result result = caller.reading(tx, own -> {
            positions.each(own, caller.organisation(), day, comparison::add);
            return comparison.finish();
        });
        var csv = new DifferencesCsv();
        result.differences().forEach(csv::add);
        store.lock(tx, caller.organisation());
        var statement = new Statement(
                ids.next(),
                caller.organisation(),
                day,
                Hash.of(Sha256.of(file)),
                result.positions(),
                result.loans(),
                result.agreed(),
                result.counts(),
                Hash.of(Sha256.of(csv.bytes())),
                caller.toText(),
                now(),
                false,
                List.of(),
                null);
        store.insert(tx, statement, result.differences());
        return statement;
    }

    /** The same in a transaction of its own. */
    Statement compared(Caller caller, @Nullable String asOf, byte[] file) {
        return database.inTransaction(tx -> compare(tx, caller, asOf, file));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private LocalDate day(@Nullable String text) {
        if (text == null) {
            throw refused("asOf", "must be given: a date such as 2026-01-31");
        }
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw refused("asOf", "must be a date such as 2026-01-31");
        }
        if (day.isBefore(FIRST_DAY) || day.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            throw refused("asOf", "must be from " + FIRST_DAY + " to today (UTC)");
        }
        return day;
    }

    private static Refused refused(String field, String rule) {
        return new Refused("A query parameter breaks a rule.", List.of(new FieldError(field, rule)));
    }

    /** A statement that the caller may see. */
    Statement find(Transaction tx, Caller caller, UUID id) {
        return caller.reading(tx, own -> store.find(own, only(caller), id))
                .orElseThrow(() -> new NotFound("There is no such reconciliation, or none that the caller may see."));
    }

    /**
     * Takes the yes of the caller's side to a statement. That of the second side makes it a record of the log, in the same
     * transaction and in the bank's feed.
     *
     * @param body {@code {differencesHash}}, what the caller has seen
     */
    Answer confirm(Transaction tx, Caller caller, UUID id, byte[] body) {
        Fields fields = Fields.of(Json.parse(body));
        Optional<Hash> seen = fields.required(
                "differencesHash",
                fields.parsed("differencesHash", 64, Hash::parseHex, "must be 64 lower-case hex digits"));
        fields.finish();
        if (!fields.errors().isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", fields.errors());
        }
        return new Answer(201, Json.write(StatementTree.of(confirm(tx, caller, id, seen.orElseThrow()))));
    }

    /** The same for the statement whose differences have this hash. */
    Statement confirm(Transaction tx, Caller caller, UUID id, Hash differencesHash) {
        store.lock(tx, find(tx, caller, id).lender());
        // Read after the lock: the other side may have confirmed meanwhile.
        Statement before = find(tx, caller, id);
        Party party = caller.role() == Role.OPERATOR ? Party.OPERATOR : Party.LENDER;
        if (party == Party.OPERATOR && caller.organisation().equals(before.lender())) {
            throw new NotAllowed("The two sides are two organisations.");
        }
        if (before.isConfirmedBy(party)) {
            throw new Conflict("This side has confirmed it already.");
        }
        if (before.state() == Statement.State.REPLACED) {
            throw new Conflict("A later comparison of the same day took its place.");
        }
        if (!before.differencesHash().equals(differencesHash)) {
            throw new Conflict(
                    "This is not what is to be confirmed.",
                    List.of(new FieldError("differencesHash", "must be the statement's")));
        }
        Instant now = now();
        store.confirm(tx, id, new Statement.Confirmation(party, caller.organisation(), now));
        Statement after = find(tx, caller, id);
        if (after.confirmations().size() < Party.values().length) {
            return after;
        }
        book.write(tx, after, now.getEpochSecond());
        return find(tx, caller, id);
    }

    /** The same in a transaction of its own. */
    Statement confirmed(Caller caller, UUID id, Hash differencesHash) {
        return database.inTransaction(tx -> confirm(tx, caller, id, differencesHash));
    }

    /** The lender whose statements alone the caller may see; null for the operator, who may see all. */
    private static @Nullable String only(Caller caller) {
        return caller.role() == Role.OPERATOR ? null : caller.organisation();
    }

    Statement shown(Caller caller, UUID id) {
        return caller.read(database, tx -> find(tx, caller, id));
    }

    /** What the caller may see, the newest first. */
    List<Statement> list(Caller caller, @Nullable UUID after, int wanted) {
        return caller.read(database, tx -> store.list(tx, only(caller), after, wanted));
    }

    Map<String, Object> list(Caller caller, Paging paging) {
        return paging.page(
                "reconciliations",
                list(caller, paging.afterId().orElse(null), paging.wanted()),
                one -> one.id().toString(),
                StatementTree::of);
    }

    /** Differences after this place, of one cause or of all. */
    List<Difference> differences(Caller caller, UUID id, @Nullable Cause cause, int after, int wanted) {
        return caller.read(database, tx -> {
            find(tx, caller, id);
            return store.differences(tx, id, cause, after, wanted);
        });
    }

    Map<String, Object> differences(Caller caller, UUID id, @Nullable String cause, Paging paging) {
        return paging.page(
                "differences",
                differences(caller, id, cause(cause), after(paging), paging.wanted()),
                one -> Integer.toString(one.number()),
                StatementTree::of);
    }

    private static @Nullable Cause cause(@Nullable String name) {
        try {
            return name == null ? null : Cause.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw refused(
                    "cause", "must be one of MISSING_AT_BANK, MISSING_AT_REGISTRY, AMOUNT, ROUNDING, DATE, VERSION");
        }
    }

    private static int after(Paging paging) {
        try {
            return Integer.parseInt(Objects.requireNonNullElse(paging.after(), "0"));
        } catch (NumberFormatException e) {
            throw Paging.badCursor();
        }
    }

    /** The differences as a file, byte for byte the one whose hash the statement has. */
    byte[] csv(Caller caller, UUID id) {
        return caller.read(database, tx -> {
            find(tx, caller, id);
            var csv = new DifferencesCsv();
            store.each(tx, id, csv::add);
            return csv.bytes();
        });
    }
}
