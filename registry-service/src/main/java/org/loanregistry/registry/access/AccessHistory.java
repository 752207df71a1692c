package org.loanregistry.registry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Reads the access log: entries with the proof of each, and whole stretches of leaves with nothing left out. Leaf and place come
 * from the log, values from the rows as they are now, so that a row changed since does not lead to its leaf, and the reader sees
 * it. Permits nothing by itself.
 */
@Singleton
final class AccessHistory {
    private static final Set<Integer> WITHHELD =
            Set.of(EntryCommitment.SEQ, EntryCommitment.SUBJECT, EntryCommitment.PREVIOUS_LEAF);
    private static final Set<Integer> WHOLE =
            Set.of(EntryCommitment.SEQ, EntryCommitment.SUBJECT, EntryCommitment.ENTRY, EntryCommitment.PREVIOUS_LEAF);

    private final Database database;
    private final LogReader reader;
    private final EntryCommitment commitment;
    private final TenantSecrets secrets;
    private final AccessEntryStore store = new AccessEntryStore();

    AccessHistory(Database database, LogReader reader, EntryCommitment commitment, TenantSecrets secrets) {
        this.database = database;
        this.reader = reader;
        this.commitment = commitment;
        this.secrets = secrets;
    }

    /** The pseudonym under which a person stands in the log. */
    String pseudonym(Subject subject) {
        return secrets.pseudonyms(subject.tenant()).of(subject.id().toString());
    }

    /**
     * {@code {anchoredSize, checkpoint, subject, entries: [{number, entry, proof}], next}}: entries from number {@code from} on;
     * the proof of one that is not anchored yet is null, and so is {@code next} after the last.
     */
    Map<String, @Nullable Object> entries(EntryFilter filter, long from, int limit) {
        String subject = filter.subject() == null ? null : pseudonym(filter.subject());
        return database.read(tx -> {
            Optional<PublishedLog> log = reader.published(tx, LogName.ACCESS);
            var rows = store.matching(tx, filter, subject, from, limit + 1);
            List<Object> entries = new ArrayList<>();
            for (LoggedEntry row : rows.subList(0, Math.min(limit, rows.size()))) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("number", row.number());
                one.put("entry", Json.parse(row.entry().getBytes(UTF_8)));
                one.put("proof", log.map(known -> proof(known, row)).orElse(null));
                entries.add(one);
            }
            Map<String, @Nullable Object> answer = head(log, subject);
            answer.put("entries", entries);
            answer.put("next", rows.size() > limit ? rows.get(limit).number() : null);
            return answer;
        });
    }

    /**
     * {@code {anchoredSize, checkpoint, subject, from, leaves: [disclosure]}}: each leaf from {@code from} on, none left out. About
     * a person: entries of others show number, pseudonym and the leaf before, and withhold the rest.
     */
    Map<String, @Nullable Object> leaves(@Nullable Subject about, long from, int limit) {
        String subject = about == null ? null : pseudonym(about);
        return database.read(tx -> {
            Optional<PublishedLog> log = reader.published(tx, LogName.ACCESS);
            Map<String, @Nullable Object> answer = head(log, subject);
            answer.put("from", from);
            answer.put(
                    "leaves",
                    log.map(known -> leaves(tx, known, subject, from, limit)).orElseGet(List::of));
            return answer;
        });
    }

    private List<String> leaves(Transaction tx, PublishedLog log, @Nullable String subject, long from, int limit) {
        long end = Math.min(log.treeSize(), from + limit);
        List<String> leaves = new ArrayList<>();
        for (LoggedEntry row : store.between(tx, from, end)) {
            boolean isWhole = subject == null || subject.equals(row.subject());
            leaves.add(disclosure(log, row, isWhole ? WHOLE : WITHHELD).toJson());
        }
        return leaves;
    }

    private static Map<String, @Nullable Object> head(Optional<PublishedLog> log, @Nullable String subject) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("anchoredSize", log.map(PublishedLog::treeSize).orElse(0L));
        head.put("checkpoint", log.map(known -> known.note().toText()).orElse(null));
        head.put("subject", subject);
        return head;
    }

    private @Nullable String proof(PublishedLog log, LoggedEntry row) {
        if (row.number() >= log.treeSize()) {
            return null;
        }
        var path = log.inclusion(row.number()).path();
        return new ProofBundle(disclosure(log, row, WHOLE).toJson(), row.number(), path, log.note()).toText();
    }

    private Disclosure disclosure(PublishedLog log, LoggedEntry row, Set<Integer> shown) {
        Hash previous = row.number() == 0 ? null : TreeHash.leaf(log.leafData(row.number() - 1));
        var now = commitment.of(row, previous).disclose(shown);
        return new Disclosure(
                now.schemaId(),
                now.fieldCount(),
                now.rid(),
                now.epochSeconds(),
                now.headerSalt(),
                log.leafData(row.number()),
                Objects.requireNonNull(now.disclosed()));
    }

    /** What a borrower is shown of who looked: {@code [{number, at, organisation, role, action, purpose, phase, outcome, fields}]}. */
    List<Map<String, @Nullable Object>> ownView(Subject subject, long from, int limit) {
        var filter = new EntryFilter(subject, null, null, null);
        var rows = database.read(tx -> store.matching(tx, filter, pseudonym(subject), from, limit));
        return rows.stream()
                .map(row -> own(row.number(), (Map<?, ?>)
                        Objects.requireNonNull(Json.parse(row.entry().getBytes(UTF_8)))))
                .toList();
    }

    private static Map<String, @Nullable Object> own(long number, Map<?, ?> entry) {
        var actor = (Map<?, ?>) Objects.requireNonNull(entry.get("actor"));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("number", number);
        shown.put("at", entry.get("ts"));
        shown.put("organisation", actor.get("organisation"));
        shown.put("role", actor.get("role"));
        shown.put("action", entry.get("queryShape"));
        for (String member : List.of("purpose", "phase", "outcome")) {
            shown.put(member, entry.get(member));
        }
        var decision = (Map<?, ?>) Objects.requireNonNull(entry.get("decision"));
        shown.put("effect", decision.get("effect"));
        shown.put("fields", decision.get("levels"));
        return shown;
    }
}
