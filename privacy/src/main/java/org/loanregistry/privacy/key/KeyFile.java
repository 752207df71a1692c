package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of key encryption keys: the line {@code loanreg keys v2}, then a line {@code kek <tenant> <generation> <root's id>
 * <base64 of the wrapped key>} each. It is replaced as a whole, so that a crash leaves the old file or the new one.
 */
final class KeyFile {
    private static final String FIRST_LINE = "loanreg keys v2";
    private static final Pattern KEK_LINE = Pattern.compile(
            "kek ([a-z0-9][a-z0-9.-]{0,62}) ([1-9][0-9]{0,8}) ([A-Za-z0-9:._/-]{1,128}) ([A-Za-z0-9+/]{4,400}={0,2})");

    /** A file lock holds between processes only; within this one, two stores may share a file. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path path;

    KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** One wrapped key encryption key. */
    @SuppressWarnings("ArrayRecordComponent") // lives within one reading of the file
    record WrappedKek(String root, byte[] wrapped) {}

    /** All keys by tenant and generation. */
    static final class Entries extends TreeMap<String, NavigableMap<Integer, WrappedKek>> {
        private static final long serialVersionUID = 1L;

        void put(String tenant, int generation, WrappedKek kek) {
            computeIfAbsent(tenant, _ -> new TreeMap<>()).put(generation, kek);
        }
    }

    /** Tells one content of the file from the next; a replaced file is another one. */
    record Stamp(@Nullable Object file, @Nullable FileTime modified, long size) {
        static final Stamp NONE = new Stamp(null, null, 0);
    }

    Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        } catch (NoSuchFileException e) {
            return Stamp.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the file, with no keys, if there is none. */
    void createIfAbsent() {
        locked(() -> {
            if (Files.notExists(path)) {
                PrivateFile.replace(path, render(new Entries()).getBytes(US_ASCII));
            }
            return true;
        });
    }

    /** All keys. */
    Entries read() {
        return locked(this::present);
    }

    /** Replaces the file by what {@code change} makes of it, while no other process can; gives what is there then. */
    Entries change(UnaryOperator<Entries> change) {
        return locked(() -> {
            Entries changed = change.apply(present());
            PrivateFile.replace(path, render(changed).getBytes(US_ASCII));
            return changed;
        });
    }

    private Entries present() throws IOException {
        if (Files.notExists(path)) {
            // Made anew it would have no keys, and what is wrapped under those would be lost without a word.
            throw new IllegalStateException("key file " + path + " is missing");
        }
        PrivateFile.refuseIfOpenToOthers(path);
        List<String> lines = Files.readAllLines(path, US_ASCII);
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
            throw malformed(1);
        }
        Entries all = new Entries();
        for (int i = 1; i < lines.size(); i++) {
            Matcher line = KEK_LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw malformed(i + 1);
            }
            int generation = Integer.parseInt(line.group(2));
            NavigableMap<Integer, WrappedKek> present = all.get(line.group(1));
            if (present != null && present.containsKey(generation)) {
                throw malformed(i + 1);
            }
            all.put(line.group(1), generation, new WrappedKek(line.group(3), decode(line.group(4), i + 1)));
        }
        return all;
    }

    private byte[] decode(String base64, int lineNumber) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed(lineNumber);
        }
    }

    private IllegalStateException malformed(int lineNumber) {
        return new IllegalStateException("key file " + path + " is malformed in line " + lineNumber);
    }

    private static String render(Entries all) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        all.forEach((tenant, generations) -> generations.forEach((generation, entry) -> text.append("kek ")
                .append(tenant)
                .append(' ')
                .append(generation)
                .append(' ')
                .append(entry.root())
                .append(' ')
                .append(Base64.getEncoder().encodeToString(entry.wrapped()))
                .append('\n')));
        return text.toString();
    }

    private <T> T locked(FileAction<T> action) {
        WITHIN_PROCESS.lock();
        try {
            Files.createDirectories(
                    PrivateFile.folder(path), PosixFilePermissions.asFileAttribute(PrivateFile.OWNER_ALL));
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PrivateFile.OWNER_ONLY));
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
