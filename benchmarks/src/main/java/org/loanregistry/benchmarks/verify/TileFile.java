package org.loanregistry.benchmarks.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.tile.Tile;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tile.TileReader;
import org.loanregistry.transparency.tree.Hash;

/** The tiles of one log in files, one a level, so that ten million leaves need no heap; the right edge in memory. */
final class TileFile implements TileReader, AutoCloseable {
    private static final int TILE_BYTES = TileAddress.FULL * Hash.LENGTH;

    private final Path folder;
    private final List<FileChannel> levels = new ArrayList<>();
    private final Map<TileAddress, byte[]> edge = new HashMap<>();

    TileFile() throws IOException {
        folder = Files.createTempDirectory("loanreg-bench-tiles");
    }

    /** Adds full tiles. */
    void add(List<Tile> tiles) throws IOException {
        for (var tile : tiles) {
            channel(tile.address().level())
                    .write(ByteBuffer.wrap(tile.hashes()), tile.address().index() * TILE_BYTES);
        }
    }

    /** Sets the partial tiles that the log ends with. */
    void end(List<Tile> tiles) {
        tiles.forEach(tile -> edge.put(tile.address(), tile.hashes()));
    }

    private FileChannel channel(int level) throws IOException {
        while (levels.size() <= level) {
            levels.add(FileChannel.open(
                    folder.resolve("level-" + levels.size()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        }
        return levels.get(level);
    }

    @Override
    public byte[] read(TileAddress address) {
        var partial = edge.get(address);
        if (partial != null) {
            return partial;
        }
        var hashes = new byte[address.width() * Hash.LENGTH];
        try {
            var read = channel(address.level()).read(ByteBuffer.wrap(hashes), address.index() * TILE_BYTES);
            if (read != hashes.length) {
                throw new IllegalStateException("no tile " + address);
            }
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (int level = 0; level < levels.size(); level++) {
            levels.get(level).close();
            Files.delete(folder.resolve("level-" + level));
        }
        Files.delete(folder);
    }
}
