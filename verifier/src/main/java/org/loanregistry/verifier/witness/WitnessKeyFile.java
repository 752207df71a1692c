package org.loanregistry.verifier.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.loanregistry.transparency.note.CosigningKey;

/** The witness's key in {@code witness.skey}, mode 0600, in Go's text form; {@code witness.vkey} lies beside it for everybody. */
final class WitnessKeyFile {
    private static final String SECRET = "witness.skey";
    private static final String PUBLIC = "witness.vkey";

    private WitnessKeyFile() {}

    /**
     * The key in the folder, made on first use.
     *
     * @throws IllegalStateException if the key has another name than {@code name}, or others than the owner may read it
     */
    static CosigningKey openOrCreate(Path folder, String name, SecureRandom random) {
        Path file = folder.resolve(SECRET);
        try {
            if (!Files.exists(file)) {
                create(folder, CosigningKey.generate(name, random));
            }
            requireOwnerOnly(file);
            CosigningKey key = CosigningKey.parse(Files.readString(file).strip());
            if (!key.cosignerKey().name().equals(name)) {
                throw new IllegalStateException(
                        file + " is the key of " + key.cosignerKey().name() + ", not of " + name);
            }
            Files.writeString(folder.resolve(PUBLIC), key.cosignerKey().toText() + "\n");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the witness's key in " + file, e);
        }
    }

    /** On disk before its public half is shown to anybody: a key that is lost is a witness that is lost. */
    private static void create(Path folder, CosigningKey key) throws IOException {
        Path draft = folder.resolve(SECRET + ".new");
        Files.deleteIfExists(draft);
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer rest = ByteBuffer.wrap((key.toText() + "\n").getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(draft, folder.resolve(SECRET), StandardCopyOption.ATOMIC_MOVE);
        ReplacedFile.sync(folder);
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (!others.isEmpty()) {
            throw new IllegalStateException(file + " may be read by others than its owner: " + others);
        }
    }
}
