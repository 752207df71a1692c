package org.loanregistry.privacy.key;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Makes and unwraps data keys under key encryption keys (KEK), one per tenant and generation, made on a tenant's first use;
 * each lies in one file, wrapped under the {@link RootKey}. Safe for many threads, and for several processes on the same file.
 *
 * <p>Guarantees: a wrapped key moved to another tenant or subject is refused, since the key id is recomputed with the tenant
 * and subject expected; without the root key the file opens nothing; once a generation is destroyed, every copy of a data key
 * wrapped under it is dead, in backups too. Limit: while the process runs, it holds the KEKs in memory.
 */
public final class TenantKeys {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final int KEK_BYTES = 32;
    private static final int PARALLEL_KEYS = 64;

    private final KeyFile file;
    private final RootKey root;
    private final SecureRandom random;
    private final ConcurrentMap<String, NavigableMap<Integer, SecretBytes>> keksByTenant = new ConcurrentHashMap<>();
    private volatile KeyFile.Stamp seen = KeyFile.Stamp.NONE;

    private TenantKeys(KeyFile file, RootKey root, SecureRandom random) {
        this.file = file;
        this.root = root;
        this.random = random;
    }

    /**
     * Opens the key file, or creates it (and its folder) empty and readable by its owner alone.
     *
     * @throws VaultException if a key in it was wrapped by another root, or altered
     * @throws IllegalStateException if others than the owner have any access to the file, or a line of it is malformed
     * @throws java.io.UncheckedIOException if it cannot be read or made
     */
    public static TenantKeys open(Path path, RootKey root, SecureRandom random) {
        TenantKeys keys = new TenantKeys(new KeyFile(path), root, random);
        keys.file.createIfAbsent();
        keys.lookAgain();
        return keys;
    }

    /**
     * A new data key for this tenant and subject, wrapped under the tenant's newest KEK. Two calls give two keys: the
     * caller stores the first and keeps to it. Tenants are named {@code [a-z0-9][a-z0-9.-]*}, at most 63 long.
     */
    public WrappedDataKey create(String tenant, String subject) {
        byte[] dek = new byte[DataKey.DEK_BYTES];
        random.nextBytes(dek);
        try {
            return wrap(tenant, DataKey.kid(dek, tenant, subject), dek);
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    private WrappedDataKey wrap(String tenant, byte[] kid, byte[] dek) {
        int generation = newestGeneration(tenant);
        return new WrappedDataKey(kid, generation, KeyWrap.wrap(kek(tenant, generation), dek));
    }

    /**
     * The data key inside, for the tenant and subject that the caller expects.
     *
     * @throws VaultException if the KEK is unknown or destroyed, the wrapped bytes are altered, or the key is another
     *     tenant's or subject's
     */
    public DataKey unwrap(String tenant, String subject, WrappedDataKey wrapped) {
        return unwrap(new SubjectKey(tenant, subject, wrapped), kek(tenant, wrapped.kekGeneration()));
    }

    /** A wrapped key with the tenant and subject that the caller expects. */
    public record SubjectKey(String tenant, String subject, WrappedDataKey wrapped) {}

    /**
     * The data keys inside, in the order given, as {@link #unwrap} gives each; the file is looked at once for all, and many
     * are opened by several threads.
     *
     * @throws VaultException if {@link #unwrap} refuses one of them
     */
    public List<DataKey> unwrapAll(List<SubjectKey> keys) {
        lookAgain();
        var all = keys.size() < PARALLEL_KEYS ? keys.stream() : keys.parallelStream();
        return all.map(one -> unwrap(
                        one, known(one.tenant(), one.wrapped().kekGeneration()).orElseThrow(VaultException::new)))
                .toList();
    }

    private static DataKey unwrap(SubjectKey one, SecretBytes kek) {
        byte[] dek = KeyWrap.unwrap(kek, one.wrapped().wrapped());
        try {
            DataKey key = DataKey.derive(dek, one.tenant(), one.subject());
            if (!MessageDigest.isEqual(key.kid(), one.wrapped().kid())) {
                key.close();
                throw new VaultException();
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new VaultException();
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    private byte[] dek(String tenant, String subject, WrappedDataKey wrapped) {
        byte[] dek = KeyWrap.unwrap(kek(tenant, wrapped.kekGeneration()), wrapped.wrapped());
        if (dek.length != DataKey.DEK_BYTES
                || !MessageDigest.isEqual(DataKey.kid(dek, tenant, subject), wrapped.kid())) {
            Arrays.fill(dek, (byte) 0);
            throw new VaultException();
        }
        return dek;
    }

    /**
     * The same data key wrapped under the tenant's newest KEK; what it sealed stays as it is.
     *
     * @throws VaultException as {@link #unwrap}
     */
    public WrappedDataKey rewrap(String tenant, String subject, WrappedDataKey wrapped) {
        byte[] dek = dek(tenant, subject, wrapped);
        try {
            return wrap(tenant, wrapped.kid(), dek);
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    /** Makes the tenant's next generation, which wraps from now on, and gives its number. */
    public int rotate(String tenant) {
        requireName(tenant);
        take(file.change(all -> {
            NavigableMap<Integer, KeyFile.WrappedKek> present = all.get(tenant);
            all.put(tenant, present == null ? 1 : present.lastKey() + 1, newKek());
            return all;
        }));
        return newestGeneration(tenant);
    }

    /**
     * Forgets a generation for ever: whatever is wrapped under it, here or in a backup of the database, opens no more. The
     * caller has re-wrapped what must live, and has destroyed the backups of this file.
     *
     * @throws IllegalArgumentException if it is unknown or the newest
     */
    public void destroy(String tenant, int generation) {
        requireName(tenant);
        take(file.change(all -> {
            NavigableMap<Integer, KeyFile.WrappedKek> present = all.get(tenant);
            if (present == null || !present.containsKey(generation) || present.lastKey() == generation) {
                throw new IllegalArgumentException("generation " + generation + " of " + tenant
                        + " is unknown or the newest: rotate first, then re-wrap what must live");
            }
            present.remove(generation);
            return all;
        }));
    }

    /** Wraps every KEK under another root, which alone opens the file from then on. */
    public TenantKeys moveTo(RootKey next) {
        file.change(all -> {
            KeyFile.Entries moved = new KeyFile.Entries();
            all.forEach((tenant, generations) -> generations.forEach((generation, entry) -> {
                byte[] kek = unwrap(entry);
                try {
                    moved.put(tenant, generation, new KeyFile.WrappedKek(next.id(), next.wrap(kek)));
                } finally {
                    Arrays.fill(kek, (byte) 0);
                }
            }));
            return moved;
        });
        TenantKeys keys = new TenantKeys(file, next, random);
        keys.take(file.read());
        return keys;
    }

    /** The generations that each tenant has. */
    public SortedMap<String, NavigableSet<Integer>> generations() {
        SortedMap<String, NavigableSet<Integer>> generations = new TreeMap<>();
        file.read().forEach((tenant, present) -> generations.put(tenant, new TreeSet<>(present.keySet())));
        return generations;
    }

    /** The newest generation of a tenant, the one that wraps; made if there is none. */
    public int newestGeneration(String tenant) {
        requireName(tenant);
        lookAgain();
        NavigableMap<Integer, SecretBytes> known = keksByTenant.get(tenant);
        if (known == null) {
            take(file.change(all -> {
                if (!all.containsKey(tenant)) { // another process may have been first
                    all.put(tenant, 1, newKek());
                }
                return all;
            }));
            known = keksByTenant.getOrDefault(tenant, new TreeMap<>());
        }
        return known.lastKey();
    }

    private static void requireName(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("tenant name '" + tenant + "', want " + TENANT);
        }
    }

    /** Wrapped, to be on disk before it wraps anything: a KEK that is lost loses every key under it. */
    private KeyFile.WrappedKek newKek() {
        byte[] kek = new byte[KEK_BYTES];
        random.nextBytes(kek);
        try {
            return new KeyFile.WrappedKek(root.id(), root.wrap(kek));
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    private byte[] unwrap(KeyFile.WrappedKek entry) {
        if (!entry.root().equals(root.id())) {
            throw new VaultException();
        }
        byte[] kek = root.unwrap(entry.wrapped());
        if (kek.length != KEK_BYTES) {
            throw new VaultException();
        }
        return kek;
    }

    /** Unwraps what is not known yet and forgets what is gone. */
    private synchronized void take(KeyFile.Entries entries) {
        for (Map.Entry<String, NavigableMap<Integer, KeyFile.WrappedKek>> tenant : entries.entrySet()) {
            NavigableMap<Integer, SecretBytes> before = keksByTenant.getOrDefault(tenant.getKey(), new TreeMap<>());
            NavigableMap<Integer, SecretBytes> now = new TreeMap<>();
            tenant.getValue().forEach((generation, entry) -> {
                SecretBytes known = before.get(generation);
                now.put(generation, known != null ? known : new SecretBytes(unwrap(entry)));
            });
            keksByTenant.put(tenant.getKey(), now);
        }
        keksByTenant.keySet().retainAll(entries.keySet());
    }

    /** Another process may have made a generation, or destroyed one. */
    private void lookAgain() {
        KeyFile.Stamp now = file.stamp();
        if (!now.equals(seen)) {
            take(file.read());
            seen = now;
        }
    }

    private SecretBytes kek(String tenant, int generation) {
        lookAgain();
        return known(tenant, generation).orElseThrow(VaultException::new);
    }

    private Optional<SecretBytes> known(String tenant, int generation) {
        return Optional.ofNullable(
                keksByTenant.getOrDefault(tenant, new TreeMap<>()).get(generation));
    }
}
