package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.NodeCache;

/** Opens a log for reading, as far as it is published. */
@Singleton
public final class LogReader {
    /** 64 MiB a log when full, a million neighbouring leaves. */
    private static final int CACHED_TILES = 4096;

    private final FeedKeys feedKeys;
    private final FeedHeadsRecord feedHeads;
    private final SigningKeys keys;
    private final CheckpointStore checkpoints = new CheckpointStore();
    private final LeafStore leaves = new LeafStore();
    private final EntryStore entries = new EntryStore();
    private final FeedStore feeds = new FeedStore();
    private final Map<LogName, NodeCache> nodes = new EnumMap<>(LogName.class);

    LogReader(FeedKeys feedKeys, FeedHeadsRecord feedHeads, SigningKeys keys) {
        this.feedKeys = feedKeys;
        this.feedHeads = feedHeads;
        this.keys = keys;
        for (var log : LogName.values()) {
            nodes.put(log, new NodeCache(CACHED_TILES));
        }
    }

    /** The log under its newest anchored head; empty before the first. */
    public Optional<PublishedLog> published(Transaction tx, LogName log) {
        return checkpoints
                .newestAnchored(tx, log)
                .map(head ->
                        new PublishedLog(tx, log, head, Objects.requireNonNull(nodes.get(log)), feedKeys, feedHeads));
    }

    /** The lenders whose feed a recorded leaf goes to, published or not; empty if there is no such leaf. */
    public Optional<Set<String>> feedsOf(Transaction tx, LogName log, UUID recordId) {
        return leaves.feedsOf(tx, log, recordId)
                .or(() -> entries.indexOf(tx, log, recordId).stream()
                        .mapToObj(index -> feeds.lendersOf(tx, log, index))
                        .findFirst());
    }

    /** Where the leaves of these records are; one that waits, or has none, is missing. */
    public Map<UUID, Long> places(Transaction tx, LogName log, Collection<UUID> recordIds) {
        return entries.places(tx, log, recordIds);
    }

    /** The verifier key of a log, in Go's text form. */
    public String vkey(LogName log) {
        return keys.of(log).verifierKey().toText();
    }
}
