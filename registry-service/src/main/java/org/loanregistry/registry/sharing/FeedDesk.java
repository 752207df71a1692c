package org.loanregistry.registry.sharing;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.RecordBook;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.loan.RecordsAside;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.registry.rights.Erasures;
import org.loanregistry.registry.sharing.agreement.AgreementRecords;
import org.loanregistry.transparency.feed.FeedEntry;

/** Hands a lender its feed and the proofs of the records in it. Every answer is against one anchored head. */
@Singleton
public final class FeedDesk {
    private static final LogName LOG = LogName.RECORDS;

    private final Database database;
    private final LenderDirectory lenders;
    private final LogReader reader;
    private final RecordBook records;
    private final RecordsAside others;
    private final BorrowerLoans loans;
    private final Erasures erasures;
    private final ProofPress press;
    private final SharedRecords shared;
    private final AgreementRecords agreementRecords;

    FeedDesk(
            Database database,
            LenderDirectory lenders,
            LogReader reader,
            RecordBook records,
            RecordsAside others,
            BorrowerLoans loans,
            Erasures erasures,
            ProofPress press,
            SharedRecords shared,
            AgreementRecords agreementRecords) {
        this.database = database;
        this.lenders = lenders;
        this.reader = reader;
        this.records = records;
        this.others = others;
        this.loans = loans;
        this.erasures = erasures;
        this.press = press;
        this.shared = shared;
        this.agreementRecords = agreementRecords;
    }

    /** Size of the lender's feed and the proof of it. */
    Map<String, Object> head(String lenderId) {
        var lender = lender(lenderId);
        return onPublished((tx, log) -> Map.of(
                "lender",
                lenderId,
                "slot",
                (long) lender.slot(),
                "size",
                log.feedSize(lender.slot()),
                "proof",
                press.feedHead(log, lender.slot())));
    }

    /** Entries from number {@code from} on, at most {@code limit}; {@code next} is null after the last. */
    Map<String, @Nullable Object> entries(String lenderId, long from, int limit) {
        var lender = lender(lenderId);
        return onPublished((tx, log) -> {
            var size = log.feedSize(lender.slot());
            var end = Math.min(size, from + limit);
            Map<String, @Nullable Object> answer = new HashMap<>();
            answer.put("entries", lines(tx, log, lenderId, log.feed(lenderId, from, end)));
            answer.put("next", end < size ? end : null);
            return answer;
        });
    }

    /** The proof bundle of one record in the lender's feed. */
    public String proof(String lenderId, UUID recordId) {
        lender(lenderId);
        return database.read(tx -> {
            var feeds = reader.feedsOf(tx, LOG, recordId);
            if (feeds.isEmpty() || !feeds.get().contains(lenderId)) {
                throw noSuchRecord();
            }
            var log = reader.published(tx, LOG).orElseThrow(FeedDesk::notAnchored);
            var leafIndex = log.indexOf(recordId).orElseThrow(FeedDesk::notAnchored);
            var contents = contents(tx, lenderId, List.of(recordId)).get(recordId);
            if (contents == null) {
                throw gone(tx, recordId);
            }
            return press.bundle(
                    log,
                    contents,
                    leafIndex,
                    shared.of(tx, lenderId, List.of(contents)).shown(contents));
        });
    }

    /** Records that are about no loan, by id; one that cannot be opened is missing. */
    private Map<UUID, RecordContents> others(Transaction tx, String lenderId, Collection<UUID> recordIds) {
        Map<UUID, RecordContents> contents = new HashMap<>();
        if (!recordIds.isEmpty()) {
            tx.readingFor(lenderId, own -> others.read(own, recordIds)).forEach((id, row) -> {
                if (row.contents() != null) {
                    contents.put(id, row.contents());
                }
            });
        }
        return contents;
    }

    /** Records of loans and others, by id; one that cannot be opened is missing. */
    private Map<UUID, RecordContents> contents(Transaction tx, String lenderId, Collection<UUID> recordIds) {
        Map<UUID, RecordContents> contents = new HashMap<>();
        records.readFor(tx, lenderId, recordIds).forEach(one -> contents.put(one.recordId(), one));
        List<UUID> rest =
                recordIds.stream().filter(id -> !contents.containsKey(id)).toList();
        contents.putAll(others(tx, lenderId, rest));
        return contents;
    }

    private RuntimeException gone(Transaction tx, UUID recordId) {
        UUID subject = loans.subjects(tx, List.of(recordId)).get(recordId);
        return subject == null
                ? noSuchRecord()
                : erasures.receipt(tx, subject)
                        .<RuntimeException>map(Erasures.Receipt::gone)
                        .orElseGet(FeedDesk::noSuchRecord);
    }

    /** What stands in a line in place of a record that is erased: its place in the log, and what says that it is erased. */
    private void erased(
            Map<String, @Nullable Object> line,
            PublishedLog log,
            Erasures.ErasedRecord erased,
            long leafIndex,
            @Nullable RecordContents act) {
        var actIndex = log.indexOf(erased.actRecordId());
        if (act == null || actIndex.isEmpty()) {
            return;
        }
        line.put("proof", press.place(log, leafIndex));
        line.put(
                "erasure",
                Map.of(
                        "proof",
                        press.bundle(log, act, actIndex.getAsLong(), SharedRecords.ALL),
                        "place",
                        (long) erased.place(),
                        "path",
                        erased.path().stream()
                                .map(hash -> (Object) hash.toBase64())
                                .toList()));
    }

    private List<Object> lines(Transaction tx, PublishedLog log, String lenderId, List<FeedEntry> entries) {
        var ids = log.recordsAt(entries.stream().map(FeedEntry::logIndex).toList());
        Map<UUID, RecordContents> contents = contents(tx, lenderId, ids.values());
        List<UUID> closed =
                ids.values().stream().filter(id -> !contents.containsKey(id)).toList();
        Map<UUID, Erasures.ErasedRecord> erased =
                closed.isEmpty() ? Map.of() : tx.readingFor(lenderId, own -> erasures.inFeed(own, lenderId, closed));
        Map<UUID, RecordContents> acts = erased.isEmpty()
                ? Map.of()
                : contents(
                        tx,
                        lenderId,
                        erased.values().stream()
                                .map(Erasures.ErasedRecord::actRecordId)
                                .distinct()
                                .toList());
        var sharing = shared.of(tx, lenderId, contents.values());
        Map<UUID, String> agreements = agreements(tx, log, lenderId, sharing);
        List<Object> lines = new ArrayList<>(entries.size());
        for (var entry : entries) {
            var recordId = ids.get(entry.logIndex());
            var record = recordId == null ? null : contents.get(recordId);
            Map<String, @Nullable Object> line = line(entry, recordId);
            if (record != null) {
                line.put("proof", press.bundle(log, record, entry.logIndex(), sharing.shown(record)));
                sharing.contract(record).map(agreements::get).ifPresent(proof -> line.put("agreement", proof));
            }
            Erasures.ErasedRecord gone = recordId == null ? null : erased.get(recordId);
            if (gone != null) {
                erased(line, log, gone, entry.logIndex(), acts.get(gone.actRecordId()));
            }
            lines.add(line);
        }
        return lines;
    }

    private static Map<String, @Nullable Object> line(FeedEntry entry, @Nullable UUID recordId) {
        Map<String, @Nullable Object> line = new HashMap<>();
        line.put("number", entry.number());
        line.put("logIndex", entry.logIndex());
        line.put("recordId", String.valueOf(recordId));
        line.put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(entry.salt()));
        line.put("leafHash", entry.leafHash().toBase64());
        line.put("proof", null);
        return line;
    }

    /** By contract, the proof of the agreement by which less than all of it is shown: the newest under the head. */
    private Map<UUID, String> agreements(
            Transaction tx, PublishedLog log, String lenderId, SharedRecords.Sharing sharing) {
        var places = agreementRecords.newest(tx, log, lenderId, sharing.agreed());
        Map<UUID, RecordContents> found = others(
                tx,
                lenderId,
                places.values().stream().map(AgreementRecords.Place::recordId).toList());
        Map<UUID, String> proofs = new HashMap<>();
        places.forEach((contract, place) -> {
            RecordContents agreement = found.get(place.recordId());
            if (agreement != null) {
                proofs.put(contract, press.bundle(log, agreement, place.leafIndex(), SharedRecords.ALL));
            }
        });
        return proofs;
    }

    private interface Answer<T> {
        T of(Transaction tx, PublishedLog log);
    }

    private <T> T onPublished(Answer<T> answer) {
        return database.read(tx -> answer.of(tx, reader.published(tx, LOG).orElseThrow(FeedDesk::notAnchored)));
    }

    private Lender lender(String lenderId) {
        return lenders.find(lenderId).orElseThrow(() -> new NotFound("There is no feed of " + lenderId + "."));
    }

    private static NotFound noSuchRecord() {
        return new NotFound("There is no such record in your feed.");
    }

    private static Conflict notAnchored() {
        return new Conflict("This is recorded but not anchored yet; ask again in a few seconds.");
    }
}
