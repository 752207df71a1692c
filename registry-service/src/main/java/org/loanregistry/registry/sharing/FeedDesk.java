package org.loanregistry.registry.sharing;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;
import org.loanregistry.registry.loan.RecordBook;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.transparency.feed.FeedEntry;

/** Hands a lender its feed and the proofs of the records in it. Every answer is against one anchored head. */
@Singleton
public final class FeedDesk {
    private static final LogName LOG = LogName.RECORDS;

    private final Database database;
    private final LenderDirectory lenders;
    private final LogReader reader;
    private final RecordBook records;
    private final ProofPress press;

    FeedDesk(Database database, LenderDirectory lenders, LogReader reader, RecordBook records, ProofPress press) {
        this.database = database;
        this.lenders = lenders;
        this.reader = reader;
        this.records = records;
        this.press = press;
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
            answer.put("entries", lines(tx, log, log.feed(lenderId, from, end)));
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
            var contents = records.read(tx, List.of(recordId));
            if (contents.isEmpty()) {
                throw noSuchRecord();
            }
            return press.bundle(log, contents.getFirst(), leafIndex);
        });
    }

    private List<Object> lines(Transaction tx, PublishedLog log, List<FeedEntry> entries) {
        var ids = log.recordsAt(entries.stream().map(FeedEntry::logIndex).toList());
        Map<UUID, RecordContents> contents = records.read(tx, ids.values()).stream()
                .collect(Collectors.toMap(RecordContents::recordId, Function.identity()));
        List<Object> lines = new ArrayList<>(entries.size());
        for (var entry : entries) {
            var recordId = ids.get(entry.logIndex());
            var record = recordId == null ? null : contents.get(recordId);
            Map<String, @Nullable Object> line = new HashMap<>();
            line.put("number", entry.number());
            line.put("logIndex", entry.logIndex());
            line.put("recordId", String.valueOf(recordId));
            line.put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(entry.salt()));
            line.put("leafHash", entry.leafHash().toBase64());
            line.put("proof", record == null ? null : press.bundle(log, record, entry.logIndex()));
            lines.add(line);
        }
        return lines;
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
