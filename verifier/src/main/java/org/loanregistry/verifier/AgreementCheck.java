package org.loanregistry.verifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;

/**
 * Whether each record of a feed is shown as far as it must be (docs/formats.md, section 22): every field that is not personal, or those
 * that the newest share agreement between the contract and this lender names, or none once that has ended. Guarantee: less than all is
 * accepted only by the record of an agreement that is verified, of this lender and this contract, in this feed, and not superseded
 * there. Safe for many threads.
 */
final class AgreementCheck {
    private static final String SCHEMA = "share-agreement/1";
    private static final String CONTRACT = "contractId";
    private static final String VERSION = "rowVersion";
    private static final int REMEMBERED = 1_000;

    private final BundleVerifier verifier;
    private final String lender;
    private final LocalDate today;
    private final Map<String, List<String>> openBySchema = new HashMap<>();
    private final Set<String> ofLoans;
    private final ConcurrentMap<String, Verdict> judged = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> newestByContract = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Cited> oldestCited = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Long> entryByCitedLeaf = new ConcurrentHashMap<>();
    private final Set<Long> leavesInFeed = ConcurrentHashMap.newKeySet();

    /** By which version something was kept back, and where first. */
    private record Cited(long version, long entry) {}

    /** What the record of an agreement says. */
    private record Agreement(
            Verdict.Verified record,
            String contract,
            long version,
            boolean isRevoked,
            Set<String> fields,
            LocalDate from,
            @Nullable LocalDate until) {
        Optional<LocalDate> endedOn(LocalDate today) {
            if (isRevoked) {
                return Optional.of(from);
            }
            return Optional.ofNullable(until).filter(last -> last.isBefore(today));
        }
    }

    /**
     * A check of one feed.
     *
     * @param lender whose feed it is
     * @param today the day by which agreements end, UTC
     */
    AgreementCheck(BundleVerifier verifier, RecordSchemas schemas, String lender, LocalDate today) {
        this.verifier = verifier;
        this.lender = lender;
        this.today = today;
        for (RecordSchema schema : schemas.all()) {
            openBySchema.put(
                    schema.name(),
                    schema.fields().stream()
                            .filter(field -> !field.personal())
                            .map(SchemaField::name)
                            .toList());
        }
        this.ofLoans = schemas.all().stream()
                .filter(schema -> schema.find("funders").isPresent())
                .map(RecordSchema::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The verdict on a record that is verified as far as it is shown; {@code claim} is the agreement shown with it, if any. */
    Verdict judge(FeedEntry entry, Verdict.Verified shown, @Nullable String claim) {
        Optional<String> missing = missing(shown, openBySchema.getOrDefault(shown.schema(), List.of()));
        if (missing.isEmpty()) {
            if (shown.schema().equals(SCHEMA)) {
                noteInFeed(shown);
            }
            return shown;
        }
        if (claim == null || !ofLoans.contains(shown.schema())) {
            return withheld(entry, "its field " + missing.get() + " is not shown, and no agreement that leaves it out");
        }
        Verdict verdict = verdict(claim);
        Agreement agreement = verdict instanceof Verdict.Verified record ? read(record) : null;
        if (agreement == null) {
            return withheld(entry, "shown in part, but the agreement shown for it is not one that is verified");
        }
        if (!agreement.contract().equals(contract(shown))) {
            return withheld(entry, "shown in part, but the agreement shown for it is another contract's");
        }
        return judge(entry, shown, agreement);
    }

    private Verdict judge(FeedEntry entry, Verdict.Verified shown, Agreement agreement) {
        Optional<LocalDate> ended = agreement.endedOn(today);
        if (ended.isEmpty()) {
            List<String> owed = openBySchema.getOrDefault(shown.schema(), List.of()).stream()
                    .filter(agreement.fields()::contains)
                    .toList();
            Optional<String> missing = missing(shown, owed);
            if (missing.isPresent()) {
                return withheld(entry, "its field " + missing.get() + " is not shown, which its agreement covers");
            }
        }
        oldestCited.merge(
                agreement.contract(),
                new Cited(agreement.version(), entry.number()),
                (one, other) -> one.version() <= other.version() ? one : other);
        entryByCitedLeaf.merge(agreement.record().leafIndex(), entry.number(), Math::min);
        return ended.<Verdict>map(day -> new Verdict.NoLongerDisclosed(entry.logIndex(), day, agreement.record()))
                .orElse(shown);
    }

    /**
     * What is wrong with the agreements that were shown, once all entries below the head at {@code treeSize} leaves were judged: one
     * that the feed itself supersedes, or one that should stand in the feed and does not. The first entry of such.
     */
    Optional<Verdict.Withheld> objection(long treeSize) {
        Stream<Verdict.Withheld> superseded = oldestCited.entrySet().stream()
                .filter(one -> newestByContract.getOrDefault(one.getKey(), 0L)
                        > one.getValue().version())
                .map(one -> new Verdict.Withheld(
                        one.getValue().entry(),
                        -1,
                        "shown in part by version " + one.getValue().version()
                                + " of its agreement, which version " + newestByContract.get(one.getKey())
                                + " in this feed supersedes"));
        Stream<Verdict.Withheld> hidden = entryByCitedLeaf.entrySet().stream()
                .filter(one -> one.getKey() < treeSize && !leavesInFeed.contains(one.getKey()))
                .map(one -> new Verdict.Withheld(
                        one.getValue(),
                        -1,
                        "shown in part by an agreement, leaf " + one.getKey() + ", that is not in this feed"));
        return Stream.concat(superseded, hidden).min(Comparator.comparingLong(Verdict.Withheld::feedNumber));
    }

    private void noteInFeed(Verdict.Verified record) {
        Agreement agreement = read(record);
        if (agreement != null) {
            leavesInFeed.add(record.leafIndex());
            newestByContract.merge(agreement.contract(), agreement.version(), Math::max);
        }
    }

    /** Many records of a page show the same agreement. */
    private Verdict verdict(String claim) {
        if (judged.size() >= REMEMBERED) {
            judged.clear();
        }
        return judged.computeIfAbsent(claim, verifier::verify);
    }

    /** Null if it is no agreement of this lender, or is not shown whole. */
    private @Nullable Agreement read(Verdict.Verified record) {
        Map<String, FieldValue> fields = record.fields();
        if (!record.schema().equals(SCHEMA)
                || missing(record, openBySchema.getOrDefault(SCHEMA, List.of())).isPresent()
                || !lender.equals(text(fields, "lender"))) {
            return null;
        }
        try {
            String until = text(fields, "until");
            return new Agreement(
                    record,
                    contract(record),
                    Long.parseLong(text(fields, VERSION)),
                    text(fields, "act").equals("REVOKED"),
                    names(text(fields, "fields")),
                    LocalDate.parse(text(fields, "from")),
                    until.isEmpty() ? null : LocalDate.parse(until));
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static Set<String> names(String json) {
        if (CanonicalJson.parse(json) instanceof List<?> names) {
            return names.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        }
        throw new IllegalArgumentException("fields are no array");
    }

    private static String contract(Verdict.Verified record) {
        FieldValue id = record.fields().get(CONTRACT);
        return id == null || id.isAbsent() ? "" : HexFormat.of().formatHex(id.bytes());
    }

    private static String text(Map<String, FieldValue> fields, String name) {
        FieldValue value = fields.get(name);
        return value == null || value.isAbsent() ? "" : value.display();
    }

    private static Optional<String> missing(Verdict.Verified shown, Collection<String> owed) {
        return owed.stream().filter(name -> !shown.fields().containsKey(name)).findFirst();
    }

    private static Verdict.Withheld withheld(FeedEntry entry, String why) {
        return new Verdict.Withheld(entry.number(), entry.logIndex(), why);
    }
}
