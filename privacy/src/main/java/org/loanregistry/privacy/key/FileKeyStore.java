package org.loanregistry.privacy.key;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Makes and unwraps data keys under key encryption keys (KEK) that lie in one file, mode 0600: one KEK per tenant and
 * generation, made on a tenant's first use. Safe for many threads, and for several processes on the same file.
 *
 * <p>Guarantees: a wrapped key moved to another tenant or subject is refused, since the key id is recomputed with the
 * tenant and subject expected. Limit: whoever reads the file and the database reads everything; the file is the secret.
 */
public final class FileKeyStore {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    private final KeyFile file;
    private final SecureRandom random;
    private final ConcurrentMap<String, NavigableMap<Integer, SecretBytes>> keksByTenant = new ConcurrentHashMap<>();

    private FileKeyStore(KeyFile file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /**
     * Opens the key file, or creates it (and its folder) empty and readable by its owner alone.
     *
     * @throws IllegalStateException if others than the owner have any access to the file, or a line of it is malformed
     * @throws java.io.UncheckedIOException if it cannot be read or made
     */
    public static FileKeyStore open(Path path, SecureRandom random) {
        FileKeyStore store = new FileKeyStore(new KeyFile(path), random);
        store.keksByTenant.putAll(store.file.openOrCreate());
        return store;
    }

    /**
     * A new data key for this tenant and subject, wrapped under the tenant's newest KEK. Two calls give two keys: the
     * caller stores the first and keeps to it. Tenants are named {@code [a-z0-9][a-z0-9.-]*}, at most 63 long.
     */
    public WrappedDataKey create(String tenant, String subject) {
        int generation = newestGeneration(tenant);
        byte[] dek = new byte[DataKey.DEK_BYTES];
        random.nextBytes(dek);
        try {
            return new WrappedDataKey(
                    DataKey.kid(dek, tenant, subject), generation, KeyWrap.wrap(kek(tenant, generation), dek));
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    /**
     * The data key inside, for the tenant and subject that the caller expects.
     *
     * @throws VaultException if the KEK is unknown, the wrapped bytes are altered, or the key is another tenant's or
     *     subject's
     */
    public DataKey unwrap(String tenant, String subject, WrappedDataKey wrapped) {
        byte[] dek = KeyWrap.unwrap(kek(tenant, wrapped.kekGeneration()), wrapped.wrapped());
        try {
            if (dek.length != DataKey.DEK_BYTES) {
                throw new VaultException();
            }
            DataKey key = DataKey.derive(dek, tenant, subject);
            if (!MessageDigest.isEqual(key.kid(), wrapped.kid())) {
                key.close();
                throw new VaultException();
            }
            return key;
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    private int newestGeneration(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("tenant name '" + tenant + "', want " + TENANT);
        }
        return keksByTenant.computeIfAbsent(tenant, this::firstKek).lastKey();
    }

    /** On disk before it wraps anything: a KEK that is lost loses every key under it. */
    private NavigableMap<Integer, SecretBytes> firstKek(String tenant) {
        byte[] bytes = new byte[KeyFile.KEK_BYTES];
        random.nextBytes(bytes);
        return file.addIfAbsent(tenant, new SecretBytes(bytes));
    }

    private SecretBytes kek(String tenant, int generation) {
        return known(tenant, generation)
                .or(() -> {
                    // Another process may have made it since this one last looked.
                    keksByTenant.putAll(file.openOrCreate());
                    return known(tenant, generation);
                })
                .orElseThrow(VaultException::new);
    }

    private Optional<SecretBytes> known(String tenant, int generation) {
        return Optional.ofNullable(
                keksByTenant.getOrDefault(tenant, new TreeMap<>()).get(generation));
    }
}
