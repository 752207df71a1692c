package org.loanregistry.privacy.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that their owner alone reads, and that a crash leaves whole or absent. */
final class PrivateFile {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> OWNER_ALL = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /** Writes a new file; one that is there is a {@link java.nio.file.FileAlreadyExistsException}. */
    static void create(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ALL));
        Path next = written(file, content);
        try {
            Files.createLink(file, next); // fails if it exists, which a move does not
        } finally {
            Files.deleteIfExists(next);
        }
        force(folder);
    }

    /** Puts the content in the place of what is there. */
    static void replace(Path file, byte[] content) throws IOException {
        Files.move(written(file, content), file, StandardCopyOption.ATOMIC_MOVE);
        force(folder(file));
    }

    static void refuseIfOpenToOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("key file " + file + " has mode "
                    + PosixFilePermissions.toString(permissions) + ", want rw------- (chmod 600)");
        }
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a key file needs a folder: " + file);
        }
        return folder;
    }

    private static Path written(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        return next;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
