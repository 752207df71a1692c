package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.tile.TileAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports what is full and anchored to {@link StaticTiles}, in the order of the log, a few files at a time, wherever it ended
 * before. Does nothing where no folder is configured.
 */
@Singleton
final class StaticExport implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StaticExport.class);

    /** Files of one transaction. */
    private static final int FILES = 64;

    private static final int LEVELS = 8;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Database database;
    private final LogReader reader;
    private final StaticTiles files;
    private final JobThread thread = new JobThread("static-export", this::step);
    /** By log and row of files: how many are exported. */
    private final Map<LogName, long[]> exported = new EnumMap<>(LogName.class);

    StaticExport(Database database, LogReader reader, StaticTiles files) {
        this.database = database;
        this.reader = reader;
        this.files = files;
    }

    void start() {
        if (files.isConfigured()) {
            thread.start();
        }
    }

    /** Exports up to 64 files of each log; says how long to rest. */
    Duration step() {
        try {
            boolean more = false;
            for (var log : LogName.values()) {
                more |= database.read(tx -> reader.published(tx, log)
                        .map(published -> export(log, published))
                        .orElse(false));
            }
            return more ? Duration.ZERO : REST;
        } catch (RuntimeException e) {
            LOGGER.warn("the export of tiles failed and is tried again: {}", e.getMessage());
            exported.clear();
            return REST_AFTER_FAILURE;
        }
    }

    /** Whether there is more to export. */
    private boolean export(LogName log, PublishedLog published) {
        var done = exported.computeIfAbsent(log, _ -> exportedBefore(log, published.treeSize()));
        int left = FILES;
        for (int row = 0; row <= LEVELS; row++) {
            long full = full(published.treeSize(), row);
            for (; done[row] < full && left > 0; done[row]++, left--) {
                put(log, published, row, done[row]);
            }
        }
        return left == 0;
    }

    private void put(LogName log, PublishedLog published, int row, long index) {
        var content = read(published, row, index)
                .orElseThrow(() -> new IllegalStateException("log " + log.text() + " has no " + path(row, index)));
        files.put(log, path(row, index), content);
    }

    private static Optional<byte[]> read(PublishedLog published, int row, long index) {
        return row == LEVELS
                ? published.entryBundle(index, TileAddress.FULL)
                : published.tile(new TileAddress(row, index, TileAddress.FULL));
    }

    /** Row 0 to 7 are the tiles of these levels, row 8 the entry bundles. */
    private static String path(int row, long index) {
        var tile = new TileAddress(row == LEVELS ? 0 : row, index, TileAddress.FULL).path();
        return row == LEVELS ? entries(tile) : tile;
    }

    /** An entry bundle is named like the tile of level 0 over the same leaves. */
    private static String entries(String tile) {
        return tile.replaceFirst("^tile/0/", "tile/entries/");
    }

    private static long full(long treeSize, int row) {
        int level = row == LEVELS ? 0 : row;
        // 2^64 leaves would make the first full tile of level 7.
        return level == LEVELS - 1 ? 0 : treeSize >>> (8 * (level + 1));
    }

    /** By halving: files are exported in order, and one that was lost since is served from the database. */
    private long[] exportedBefore(LogName log, long treeSize) {
        var counts = new long[LEVELS + 1];
        for (int row = 0; row <= LEVELS; row++) {
            long low = 0;
            long high = full(treeSize, row);
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (files.exists(log, path(row, middle))) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            counts[row] = low;
        }
        return counts;
    }

    @Override
    @PreDestroy
    public void close() {
        thread.close();
    }
}
