package org.loanregistry.registry.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.FileRootKey;
import org.loanregistry.privacy.key.RootKey;
import org.loanregistry.privacy.key.RootShare;
import org.loanregistry.privacy.key.SecretFile;

/** The root key in three people's hands, and its way from one holder to another. No database is needed. */
public final class KeyEscrow {
    private final KeyFolder folder;
    private final SecureRandom random;

    private KeyEscrow(KeyFolder folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /** For the keys of this state directory. */
    public static KeyEscrow of(Path home, SecureRandom random) {
        return new KeyEscrow(new KeyFolder(home, random), random);
    }

    /**
     * Writes three shares of the file root, {@code root-share-1.txt} and so on, each readable by its owner alone.
     *
     * @param passphraseFile as {@link RootSettings#secretFile}
     * @throws IllegalStateException if there is no file root, or a share's file exists
     */
    public List<Path> shares(@Nullable Path passphraseFile, Path to) {
        if (Files.notExists(folder.rootFile())) {
            throw new IllegalStateException("there is no root key file " + folder.rootFile()
                    + ": a token's or a key service's key is backed up by its own means");
        }
        try (FileRootKey root = folder.fileRoot(passphraseFile)) {
            List<Path> files = new ArrayList<>();
            for (RootShare share : root.shares(random)) {
                Path file = to.resolve("root-share-" + (files.size() + 1) + ".txt");
                SecretFile.create(file, (share.toText() + "\n").getBytes(StandardCharsets.US_ASCII));
                files.add(file);
            }
            return files;
        }
    }

    /**
     * Makes the root key file again of two shares, under the passphrase of the file named or a new one.
     *
     * @return the root's id
     * @throws IllegalArgumentException if a share is malformed, or the two do not belong together
     * @throws IllegalStateException if there is a root key file: it is never overwritten
     */
    public String restore(Path oneShare, Path otherShare, @Nullable Path passphraseFile) {
        refuseIfRootFile();
        try (FileRootKey root = share(oneShare).join(share(otherShare))) {
            folder.save(root, passphraseFile);
            return root.id();
        }
    }

    private static RootShare share(Path file) {
        return RootShare.parse(new String(SecretFile.read(file), StandardCharsets.US_ASCII));
    }

    /**
     * Wraps the tenants' keys under another root, which alone opens them from then on.
     *
     * @return the new root's id
     * @throws IllegalStateException if either root is not to be had, or they are the same
     */
    public String move(RootSettings present, RootSettings next) {
        if (next.kind() == RootKind.FILE) {
            refuseIfRootFile();
            folder.save(FileRootKey.generate(random), next.secretFile());
        }
        try (RootKey from = folder.root(present);
                RootKey to = folder.root(next)) {
            if (from.id().equals(to.id())) {
                throw new IllegalStateException("the keys are under " + to.id() + " already");
            }
            folder.tenantKeys(from).moveTo(to);
            return to.id();
        }
    }

    private void refuseIfRootFile() {
        if (Files.exists(folder.rootFile())) {
            throw new IllegalStateException(
                    "the root key file " + folder.rootFile() + " exists and is not overwritten");
        }
    }
}
