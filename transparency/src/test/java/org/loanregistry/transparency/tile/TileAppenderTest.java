package org.loanregistry.transparency.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

class TileAppenderTest {
    @Test
    void resuming_at_any_size_goes_on_as_if_never_stopped() {
        for (int stop : List.of(0, 1, 7, 255, 256, 257, 511, 512, 65_535, 65_536, 65_793)) {
            TileAppender straight = appended(TileAppender.empty(), 0, stop + 300);
            TileAppender first = appended(TileAppender.empty(), 0, stop);
            MemoryTiles edge = new MemoryTiles();
            first.edgeTiles().forEach(edge::put);
            TileAppender resumed = TileAppender.resume(stop, edge);
            assertEquals(first.root(), resumed.root(), "at " + stop);
            assertEquals(first.frontier().hashes(), resumed.frontier().hashes());
            appended(resumed, stop, stop + 300);
            assertEquals(straight.root(), resumed.root(), "past " + stop);
            assertEquals(straight.edgeTiles(), resumed.edgeTiles());
            List<Tile> all = straight.takeFullTiles();
            List<Tile> before = first.takeFullTiles();
            assertEquals(all.subList(before.size(), all.size()), resumed.takeFullTiles());
        }
    }

    @Test
    void a_full_tile_is_given_out_once_and_never_as_an_edge() {
        TileAppender appender = appended(TileAppender.empty(), 0, 256);
        List<Tile> full = appender.takeFullTiles();
        assertEquals(
                List.of("tile/0/000"),
                full.stream().map(tile -> tile.address().path()).toList());
        assertTrue(full.getFirst().address().isFull());
        assertEquals(List.of(), appender.takeFullTiles());
        assertEquals(
                List.of("tile/1/000.p/1"),
                appender.edgeTiles().stream().map(tile -> tile.address().path()).toList());
    }

    @Test
    void a_hash_of_level_1_is_the_root_of_its_tile() {
        TileAppender appender = appended(TileAppender.empty(), 0, 65_536);
        List<Tile> full = appender.takeFullTiles();
        assertEquals(257, full.size());
        Tile top = full.getLast();
        assertEquals("tile/1/000", top.address().path());
        Hash root = TreeHash.perfectRoot(full.getFirst().hashes(), 0, TileAddress.FULL);
        assertEquals(root, top.hash(0));
        assertEquals(appender.root(), appender.edgeTiles().getFirst().hash(0));
    }

    @Test
    void resuming_with_other_tiles_than_those_of_the_size_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> TileAppender.resume(3, address -> new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> TileAppender.resume(-1, address -> new byte[32]));
        MemoryTiles none = new MemoryTiles();
        assertThrows(IllegalStateException.class, () -> TileAppender.resume(3, none));
    }

    private static TileAppender appended(TileAppender appender, int from, int to) {
        IntStream.range(from, to)
                .mapToObj(i -> TreeHash.leaf(ByteBuffer.allocate(4).putInt(i).array()))
                .forEach(appender::append);
        return appender;
    }
}
