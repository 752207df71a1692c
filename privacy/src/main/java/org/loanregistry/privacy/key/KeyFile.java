package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of key encryption keys: the line {@code loanreg keys v1}, then a line {@code kek <tenant> <generation>
 * <base64 of 32 bytes>} each. It is replaced as a whole, so that a crash leaves the old file or the new one.
 */
final class KeyFile {
    /** Length of a key encryption key, in bytes. */
    static final int KEK_BYTES = 32;

    private static final String FIRST_LINE = "loanreg keys v1";
    private static final Pattern KEK_LINE =
            Pattern.compile("kek ([a-z0-9][a-z0-9.-]{0,62}) ([1-9][0-9]{0,8}) ([A-Za-z0-9+/]{43}=)");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ALL = PosixFilePermissions.fromString("rwx------");

    /** A file lock holds between processes only; within this one, two stores may share a file. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path path;

    KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** All keys by tenant and generation; an absent file is made, with none. */
    Map<String, NavigableMap<Integer, SecretBytes>> openOrCreate() {
        return locked(() -> {
            if (Files.notExists(path)) {
                replace(Map.of());
            }
            return read();
        });
    }

    /** The tenant's keys, after adding {@code first} as generation 1 if another process has not added one meanwhile. */
    NavigableMap<Integer, SecretBytes> addIfAbsent(String tenant, SecretBytes first) {
        return locked(() -> {
            Map<String, NavigableMap<Integer, SecretBytes>> all = read();
            NavigableMap<Integer, SecretBytes> present = all.get(tenant);
            if (present != null) {
                first.destroy();
                return present;
            }
            NavigableMap<Integer, SecretBytes> added = new TreeMap<>(Map.of(1, first));
            all.put(tenant, added);
            replace(all);
            return added;
        });
    }

    private Map<String, NavigableMap<Integer, SecretBytes>> read() throws IOException {
        refuseIfOpenToOthers();
        List<String> lines = Files.readAllLines(path, US_ASCII);
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
            throw malformed(1);
        }
        Map<String, NavigableMap<Integer, SecretBytes>> all = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            Matcher line = KEK_LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw malformed(i + 1);
            }
            SecretBytes kek = new SecretBytes(Base64.getDecoder().decode(line.group(3)));
            var generations = all.computeIfAbsent(line.group(1), _ -> new TreeMap<>());
            if (generations.put(Integer.parseInt(line.group(2)), kek) != null) {
                throw malformed(i + 1);
            }
        }
        return all;
    }

    private void refuseIfOpenToOthers() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("key file " + path + " has mode "
                    + PosixFilePermissions.toString(permissions) + ", want rw------- (chmod 600)");
        }
    }

    private IllegalStateException malformed(int lineNumber) {
        return new IllegalStateException("key file " + path + " is malformed in line " + lineNumber);
    }

    private void replace(Map<String, NavigableMap<Integer, SecretBytes>> all) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        byte[] text = render(all);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static byte[] render(Map<String, NavigableMap<Integer, SecretBytes>> all) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        new TreeMap<>(all)
                .forEach((tenant, generations) -> generations.forEach((generation, kek) -> {
                    byte[] bytes = kek.getEncoded();
                    text.append("kek ")
                            .append(tenant)
                            .append(' ')
                            .append(generation)
                            .append(' ');
                    text.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
                    Arrays.fill(bytes, (byte) 0);
                }));
        return text.toString().getBytes(US_ASCII);
    }

    private Path folder() {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a key file needs a folder: " + path);
        }
        return folder;
    }

    private <T> T locked(FileAction<T> action) {
        WITHIN_PROCESS.lock();
        try {
            Files.createDirectories(folder(), PosixFilePermissions.asFileAttribute(OWNER_ALL));
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                    FileLock held = channel.lock()) {
                assert held.isValid();
                return action.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private interface FileAction<T> {
        T run() throws IOException;
    }
}
