package org.loanregistry.registry.key;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.DataKeyCache;
import org.loanregistry.privacy.key.FileRootKey;
import org.loanregistry.privacy.key.Pkcs11RootKey;
import org.loanregistry.privacy.key.RootKey;
import org.loanregistry.privacy.key.SecretFile;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.TransitRootKey;

/** The folder {@code keys} of the state directory: the tenants' keys, wrapped, and the root key where a file holds it. */
final class KeyFolder {
    private final Path folder;
    private final SecureRandom random;

    /** The folder of this state directory; nothing is read or made yet. */
    KeyFolder(Path home, SecureRandom random) {
        this.folder = home.resolve("keys");
        this.random = random;
    }

    /**
     * The root key. On the first start of all, a file root and its passphrase are made.
     *
     * @throws IllegalStateException if it is not to be had; says which setting or file is at fault
     */
    RootKey root(RootSettings settings) {
        return switch (settings.kind()) {
            case FILE -> fileRoot(settings.secretFile());
            case PKCS11 -> token(settings);
            case TRANSIT -> transit(settings);
        };
    }

    /** The tenants' keys under this root. */
    TenantKeys tenantKeys(RootKey root) {
        return TenantKeys.open(keys(), root, random);
    }

    /** The tenants' keys under this root, with data keys kept open for a while. */
    TenantKeys tenantKeys(RootKey root, DataKeyCache cache, InstantSource clock) {
        return TenantKeys.open(keys(), root, random, cache, clock);
    }

    FileRootKey fileRoot(@Nullable Path passphraseFile) {
        // In this order: another process that makes both at this moment makes the root first.
        boolean used = Files.exists(keys());
        if (Files.notExists(rootFile())) {
            if (used) {
                throw new IllegalStateException("the root key file " + rootFile() + " is missing and " + keys()
                        + " opens with it only: bring it back, or join two shares (loanreg keys restore)");
            }
            save(FileRootKey.generate(random), passphraseFile);
        }
        byte[] passphrase = SecretFile.read(passphrase(passphraseFile));
        try {
            return FileRootKey.open(rootFile(), passphrase);
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    /** Writes the root key file under the passphrase of the file named, or of one made for it. */
    void save(FileRootKey root, @Nullable Path passphraseFile) {
        if (passphraseFile == null) {
            SecretFile.generateIfAbsent(passphrase(null), random);
        }
        byte[] passphrase = SecretFile.read(passphrase(passphraseFile));
        try {
            root.save(rootFile(), passphrase, random);
        } catch (IllegalStateException e) {
            if (Files.notExists(rootFile())) {
                throw e;
            }
            // Another process was first; its root is the root.
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    private RootKey token(RootSettings settings) {
        byte[] secret = SecretFile.read(required(settings.secretFile(), "secret-file"));
        char[] pin = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(secret)).array();
        try {
            return Pkcs11RootKey.open(
                    required(settings.library(), "library"), settings.slot(), pin, settings.name(), random);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(pin, '\0');
        }
    }

    private static RootKey transit(RootSettings settings) {
        byte[] token = SecretFile.read(required(settings.secretFile(), "secret-file"));
        return new TransitRootKey(
                HttpClient.newHttpClient(),
                required(settings.service(), "service"),
                settings.name(),
                new String(token, StandardCharsets.US_ASCII));
    }

    Path keys() {
        return folder.resolve("tenant.keys");
    }

    Path rootFile() {
        return folder.resolve("root.key");
    }

    private Path passphrase(@Nullable Path given) {
        return given == null ? folder.resolve("root.passphrase") : given;
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("registry.root." + name + " is missing: this kind of root key needs it");
        }
        return value;
    }
}
