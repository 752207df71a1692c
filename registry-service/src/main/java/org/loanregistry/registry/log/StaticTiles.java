package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Full tiles and full entry bundles as files, {@code <folder>/<origin>/tile/...} as C2SP tlog-tiles names them, so that any
 * web server can serve them and this service does without its database. They never change, and none is there before its log is
 * anchored that far. Safe for many threads and processes: a file comes into being whole.
 */
@Singleton
final class StaticTiles {
    private final Settings settings;
    private final @Nullable Path folder;

    StaticTiles(Settings settings) {
        this.settings = settings;
        this.folder = settings.staticDirectory();
    }

    /** Whether a folder is configured. */
    boolean isConfigured() {
        return folder != null;
    }

    /** The file at this path of the log, if it is exported. */
    Optional<byte[]> find(LogName log, String path) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file(folder, log, path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean exists(LogName log, String path) {
        return folder != null && Files.exists(file(folder, log, path));
    }

    /** Writes a file that is not there yet: forced to the disk under another name, then moved. */
    void put(LogName log, String path, byte[] content) {
        if (folder == null) {
            throw new IllegalStateException("no static directory is configured");
        }
        var file = file(folder, log, path);
        try {
            Files.createDirectories(file.getParent());
            var draft = Files.createTempFile(file.getParent(), file.getFileName() + "-", ".new");
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Path folder, LogName log, String path) {
        return folder.resolve(settings.origin(log)).resolve(path);
    }
}
