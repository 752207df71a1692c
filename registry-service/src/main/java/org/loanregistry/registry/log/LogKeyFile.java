package org.loanregistry.registry.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.loanregistry.transparency.note.SigningKey;

/** A log's signing key in a file, mode 0600, in Go's text form; the verifier key lies beside it for everybody. */
final class LogKeyFile {
    private LogKeyFile() {}

    /** The key in {@code <folder>/<log>.skey}, made on first use; a key of another name than {@code origin} is refused. */
    static SigningKey openOrCreate(Path folder, LogName log, String origin, SecureRandom random) {
        var file = folder.resolve(log.text() + ".skey");
        try {
            if (!Files.exists(file)) {
                create(file, SigningKey.generate(origin, random));
            }
            var key = SigningKey.parse(Files.readString(file).strip());
            if (!key.verifierKey().name().equals(origin)) {
                throw new IllegalStateException(
                        file + " is the key of " + key.verifierKey().name() + ", not of " + origin);
            }
            Files.writeString(
                    folder.resolve(log.text() + ".vkey"), key.verifierKey().toText() + "\n");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the key of log " + log.text(), e);
        }
    }

    /** Written apart and moved: a crash leaves no half key behind. */
    private static void create(Path file, SigningKey key) throws IOException {
        var folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        var draft = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(java.nio.ByteBuffer.wrap((key.toText() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
