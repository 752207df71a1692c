package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.TILE_EDGE;

import java.util.List;
import java.util.Optional;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.Tile;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tile.TileReader;
import org.loanregistry.transparency.tree.Hash;

/**
 * The tiles of a log: full ones for ever, and the right edge of the integrated size. A narrower partial tile is the
 * beginning of a wider one, so every earlier edge can still be read.
 */
final class TileStore {
    /** Adds full tiles. */
    void insertFull(Transaction tx, LogName log, List<Tile> tiles) {
        var rows = new BinaryRows("tile (log_id, level, tile_index, hashes)");
        for (var tile : tiles) {
            rows.add(log.id())
                    .add((short) tile.address().level())
                    .add(tile.address().index())
                    .add(tile.hashes());
        }
        rows.send(tx);
    }

    /** Puts a new right edge in the place of the old. */
    void replaceEdge(Transaction tx, LogName log, List<Tile> tiles) {
        tx.dsl().deleteFrom(TILE_EDGE).where(TILE_EDGE.LOG_ID.eq(log.id())).execute();
        for (var tile : tiles) {
            tx.dsl()
                    .insertInto(
                            TILE_EDGE,
                            TILE_EDGE.LOG_ID,
                            TILE_EDGE.LEVEL,
                            TILE_EDGE.TILE_INDEX,
                            TILE_EDGE.WIDTH,
                            TILE_EDGE.HASHES)
                    .values(
                            log.id(),
                            (short) tile.address().level(),
                            tile.address().index(),
                            (short) tile.address().width(),
                            tile.hashes())
                    .execute();
        }
    }

    /** The content of a tile: exactly width * 32 bytes, or empty if the log is not that far. */
    Optional<byte[]> find(Transaction tx, LogName log, TileAddress address) {
        return tx.dsl()
                .resultQuery(
                        """
                select substring(hashes for ?) from tile where log_id = ? and level = ? and tile_index = ?
                union all
                select substring(hashes for ?) from tile_edge where log_id = ? and level = ? and tile_index = ? and width >= ?
                """,
                        address.width() * Hash.LENGTH,
                        log.id(),
                        address.level(),
                        address.index(),
                        address.width() * Hash.LENGTH,
                        log.id(),
                        address.level(),
                        address.index(),
                        address.width())
                .fetchOptional(row -> row.get(0, byte[].class));
    }

    /** A reader on the view of {@code tx}. A tile that is not there is an IllegalStateException. */
    TileReader reader(Transaction tx, LogName log) {
        return address -> find(tx, log, address)
                .orElseThrow(() -> new IllegalStateException("log " + log.text() + " has no " + address.path()));
    }
}
