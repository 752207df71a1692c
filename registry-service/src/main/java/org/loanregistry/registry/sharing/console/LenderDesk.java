package org.loanregistry.registry.sharing.console;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.loan.ShareStandings;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.transparency.feed.FeedEntry;

/** What a lender sees of its own loans. Guarantee: of a loan that it does not fund it learns not even that there is one. */
@Singleton
final class LenderDesk {
    private final Database database;
    private final LenderDirectory lenders;
    private final LogReader log;
    private final InstantSource clock;
    private final ShareStandings standings;
    private final ConsoleStore store = new ConsoleStore();
    private final TimeLineStore timeLines = new TimeLineStore();
    private final FeedViewStore views = new FeedViewStore();

    LenderDesk(
            Database database, LenderDirectory lenders, LogReader log, InstantSource clock, ShareStandings standings) {
        this.database = database;
        this.lenders = lenders;
        this.log = log;
        this.clock = clock;
        this.standings = standings;
    }

    /** The first page's content. */
    record Overview(List<Exposure> exposure, Changes today, Anchoring anchoring) {}

    Overview overview(String lenderId) {
        Lender lender = lender(lenderId);
        Instant now = clock.instant();
        return database.read(tx -> {
            Own own = tx.readingFor(lenderId, mine -> own(mine, lenderId, now));
            return new Overview(own.exposure(), own.today(), anchoring(tx, lender, own.recorded(), now));
        });
    }

    /** What the first page has of the lender's own rows. */
    private record Own(List<Exposure> exposure, Changes today, long recorded) {}

    private Own own(Transaction tx, String lenderId, Instant now) {
        return new Own(
                store.exposure(tx, lenderId, standings.today()),
                store.since(tx, lenderId, standings.today(), now.truncatedTo(ChronoUnit.DAYS)),
                store.feedSize(tx, lenderId));
    }

    private Anchoring anchoring(Transaction tx, Lender lender, long recorded, Instant now) {
        long anchored = published(tx).map(head -> head.feedSize(lender.slot())).orElse(0L);
        return new Anchoring(
                anchored,
                Math.max(0, recorded - anchored),
                store.head(tx, now).orElse(null),
                lenders.all().size());
    }

    LoanPage loans(String lenderId, LoanFilter filter) {
        lender(lenderId);
        return database.readFor(lenderId, tx -> {
            List<LoanLine> found = store.loans(tx, lenderId, standings.today(), filter);
            boolean more = found.size() > ConsoleStore.listed();
            List<LoanLine> shown = more ? found.subList(0, ConsoleStore.listed()) : found;
            return new LoanPage(
                    filter,
                    shown,
                    store.statuses(tx, lenderId, standings.today()),
                    store.currencies(tx, lenderId, standings.today()),
                    more ? shown.getLast().contractId() : null);
        });
    }

    Loan loan(String lenderId, UUID contractId) {
        lender(lenderId);
        return database.read(tx -> {
            Loan loan = tx.readingFor(lenderId, own -> own(own, lenderId, contractId));
            long anchored = published(tx).map(PublishedLog::treeSize).orElse(0L);
            return loan.with(placed(tx, loan.records(), anchored));
        });
    }

    private Loan own(Transaction tx, String lenderId, UUID contractId) {
        LoanLine line = store.loan(tx, lenderId, standings.today(), contractId)
                .orElseThrow(() -> new NotFound("There is no such loan among those that you fund."));
        boolean isShown = standing(tx, lenderId, contractId).showsAll(ShareStanding.FIGURES);
        List<TimeLine> records = timeLines.of(tx, contractId);
        return new Loan(
                line,
                isShown,
                store.funders(tx, contractId),
                agreements(tx, lenderId, contractId),
                isShown ? records : records.stream().map(TimeLine::outline).toList());
    }

    private ShareStanding standing(Transaction tx, String lenderId, UUID contractId) {
        return Objects.requireNonNull(
                standings.of(tx, lenderId, List.of(contractId)).get(contractId));
    }

    /** What is shared of the loan: with the lender itself, or, if the borrower is its own, with each other funder. */
    private List<Loan.Agreement> agreements(Transaction tx, String lenderId, UUID contractId) {
        LocalDate today = standings.today();
        return standings.funding(tx, contractId).stream()
                .flatMap(funding -> funding.first().equals(lenderId) ? funding.others().stream() : Stream.of(lenderId))
                .map(lender -> new Loan.Agreement(lender, standing(tx, lender, contractId), today))
                .toList();
    }

    /** Everything recorded of the loan, in the order of recording. */
    private List<TimeLine> placed(Transaction tx, List<TimeLine> lines, long anchoredSize) {
        Map<UUID, Long> places = log.places(
                tx, LogName.RECORDS, lines.stream().map(TimeLine::recordId).toList());
        return lines.stream()
                .map(line -> line.at(places.get(line.recordId()), anchoredSize))
                .sorted(Comparator.comparing(TimeLine::recordedAt)
                        .thenComparingLong(line -> line.leafIndex() == null ? Long.MAX_VALUE : line.leafIndex()))
                .toList();
    }

    /** A stretch of the lender's feed, and how far all of it is anchored. */
    record Feed(Anchoring anchoring, FeedView view) {}

    /** Entries below a number, the newest first; all of them for null. */
    Feed feed(String lenderId, @Nullable Long before) {
        Lender lender = lender(lenderId);
        Instant now = clock.instant();
        return database.read(tx -> {
            long recorded = tx.readingFor(lenderId, own -> store.feedSize(own, lenderId));
            FeedView view = published(tx)
                    .map(head -> view(tx, lender, head, before))
                    .orElseGet(() -> new FeedView(lender.slot(), 0, 0, List.of(), null));
            return new Feed(anchoring(tx, lender, recorded, now), view);
        });
    }

    private FeedView view(Transaction tx, Lender lender, PublishedLog head, @Nullable Long before) {
        long size = head.feedSize(lender.slot());
        long end = before == null ? size : Math.clamp(before, 0, size);
        long from = Math.max(0, end - ConsoleStore.listed());
        List<FeedEntry> found = head.feed(lender.lenderId(), from, end);
        Map<Long, UUID> ids =
                head.recordsAt(found.stream().map(FeedEntry::logIndex).toList());
        Map<UUID, FeedView.Of> records =
                tx.readingFor(lender.lenderId(), own -> views.of(own, List.copyOf(ids.values())));
        List<FeedView.Entry> entries = new ArrayList<>();
        for (FeedEntry one : found.reversed()) {
            UUID id = ids.get(one.logIndex());
            if (id != null) {
                entries.add(new FeedView.Entry(one.number(), one.logIndex(), id, records.get(id)));
            }
        }
        return new FeedView(lender.slot(), size, head.treeSize(), entries, from == 0 ? null : from);
    }

    /** The key that bundles are checked with; a careful reader pins it elsewhere. */
    String vkey() {
        return log.vkey(LogName.RECORDS);
    }

    String nameOf(String lenderId) {
        return lender(lenderId).name();
    }

    private Optional<PublishedLog> published(Transaction tx) {
        return log.published(tx, LogName.RECORDS);
    }

    private Lender lender(String lenderId) {
        return lenders.find(lenderId).orElseThrow(() -> new NotFound("There is no lender " + lenderId + "."));
    }
}
