package org.loanregistry.privacy.key;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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

    /** To look at the file takes as long as to derive a key. */
    private static final long LOOK_EVERY_MILLIS = 50;

    private final KeyFile file;
    private final RootKey root;
    private final SecureRandom random;
    private final DataKeyCache cache;
    private final InstantSource clock;
    private final ConcurrentMap<String, NavigableMap<Integer, KeyWrap>> keksByTenant = new ConcurrentHashMap<>();
    private volatile KeyFile.Stamp seen = KeyFile.Stamp.NONE;
    private volatile long lookedAtMillis = Long.MIN_VALUE;

    private TenantKeys(KeyFile file, RootKey root, SecureRandom random, DataKeyCache cache, InstantSource clock) {
        this.file = file;
        this.root = root;
        this.random = random;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Opens the key file, or creates it (and its folder) empty and readable by its owner alone.
     *
     * @throws VaultException if a key in it was wrapped by another root, or altered
     * @throws IllegalStateException if others than the owner have any access to the file, or a line of it is malformed
     * @throws java.io.UncheckedIOException if it cannot be read or made
     */
    public static TenantKeys open(Path path, RootKey root, SecureRandom random) {
        return open(path, root, random, DataKeyCache.none(), InstantSource.system());
    }

    /** As {@link #open(Path, RootKey, SecureRandom)}, with data keys kept open for a while. */
    public static TenantKeys open(
            Path path, RootKey root, SecureRandom random, DataKeyCache cache, InstantSource clock) {
        TenantKeys keys = new TenantKeys(new KeyFile(path), root, random, cache, clock);
        keys.file.createIfAbsent();
        keys.lookAgain();
        return keys;
    }

    /**
     * A new data key for this tenant and subject, wrapped under the tenant's newest KEK. Two calls give two keys: the
     * caller stores the first and keeps to it. Tenants are named {@code [a-z0-9][a-z0-9.-]*}, at most 63 long.
     */
    public WrappedDataKey create(String tenant, String subject) {
        NewDataKey made = createOpen(tenant, subject);
        made.key().close();
        return made.wrapped();
    }

    /** As {@link #create}, and open at once: the key is derived once, where unwrapping it would do so again. */
    public NewDataKey createOpen(String tenant, String subject) {
        byte[] dek = new byte[DataKey.DEK_BYTES];
        random.nextBytes(dek);
        try {
            DataKey key = DataKey.derive(dek, tenant, subject);
            try {
                return new NewDataKey(wrap(tenant, key.kid(), dek), key);
            } catch (RuntimeException e) {
                key.close();
                throw e;
            }
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    private WrappedDataKey wrap(String tenant, byte[] kid, byte[] dek) {
        Map.Entry<Integer, KeyWrap> newest = newest(tenant);
        return new WrappedDataKey(kid, newest.getKey(), newest.getValue().wrap(dek));
    }

    /**
     * The data key inside, for the tenant and subject that the caller expects; the caller closes it. It may come from the
     * {@link DataKeyCache}, but only for the very bytes that it was unwrapped from, under a generation that is not destroyed:
     * who has no wrapped key, because an erasure deleted it, gets none.
     *
     * @throws VaultException if the KEK is unknown or destroyed, the wrapped bytes are altered, or the key is another
     *     tenant's or subject's
     */
    public DataKey unwrap(String tenant, String subject, WrappedDataKey wrapped) {
        return open(new SubjectKey(tenant, subject, wrapped), kek(tenant, wrapped.kekGeneration()));
    }

    /** A wrapped key with the tenant and subject that the caller expects. */
    public record SubjectKey(String tenant, String subject, WrappedDataKey wrapped) {}

    /**
     * The data keys inside, in the order given, as {@link #unwrap} gives each; many are opened by several threads.
     *
     * @throws VaultException if {@link #unwrap} refuses one of them
     */
    public List<DataKey> unwrapAll(List<SubjectKey> keys) {
        var all = keys.size() < PARALLEL_KEYS ? keys.stream() : keys.parallelStream();
        return all.map(one -> open(one, kek(one.tenant(), one.wrapped().kekGeneration())))
                .toList();
    }

    private DataKey open(SubjectKey one, KeyWrap kek) {
        return cache.find(one.tenant(), one.subject(), one.wrapped()).orElseGet(() -> {
            DataKey key = unwrap(one, kek);
            cache.keep(one.wrapped(), key);
            return key;
        });
    }

    private static DataKey unwrap(SubjectKey one, KeyWrap kek) {
        byte[] dek = dek(kek, one.wrapped());
        try {
            DataKey key = DataKey.derive(dek, one.tenant(), one.subject());
            if (!key.hasKid(Suite.AES_256_GCM, one.wrapped().kid(), 0, SuiteKey.KID_BYTES)) {
                key.close();
                throw new VaultException();
            }
            return key;
        } finally {
            Arrays.fill(dek, (byte) 0);
        }
    }

    /** Not yet known to be this tenant's and subject's: the caller compares the key id. */
    private static byte[] dek(KeyWrap kek, WrappedDataKey wrapped) {
        byte[] dek = kek.unwrap(wrapped.wrapped());
        if (dek.length != DataKey.DEK_BYTES) {
            Arrays.fill(dek, (byte) 0);
            throw new VaultException();
        }
        return dek;
    }

    /** Wipes what the cache holds of a subject, whose key was destroyed just now. */
    public void forget(String tenant, String subject) {
        cache.forget(tenant, subject);
    }

    /**
     * The same data key wrapped under the tenant's newest KEK; what it sealed stays as it is.
     *
     * @throws VaultException as {@link #unwrap}
     */
    public WrappedDataKey rewrap(String tenant, String subject, WrappedDataKey wrapped) {
        byte[] dek = dek(kek(tenant, wrapped.kekGeneration()), wrapped);
        try {
            if (!MessageDigest.isEqual(DataKey.kid(dek, tenant, subject), wrapped.kid())) {
                throw new VaultException();
            }
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
        TenantKeys keys = new TenantKeys(file, next, random, cache, clock);
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
        return newest(tenant).getKey();
    }

    private Map.Entry<Integer, KeyWrap> newest(String tenant) {
        lookAgain();
        NavigableMap<Integer, KeyWrap> known = keksByTenant.get(tenant);
        if (known == null) {
            requireName(tenant);
            take(file.change(all -> {
                if (!all.containsKey(tenant)) { // another process may have been first
                    all.put(tenant, 1, newKek());
                }
                return all;
            }));
            known = keksByTenant.getOrDefault(tenant, new TreeMap<>());
        }
        return known.lastEntry();
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

    /** Unwraps what is not known yet, wipes what is gone, and forgets the data keys of a tenant of which anything changed. */
    private synchronized void take(KeyFile.Entries entries) {
        for (Map.Entry<String, NavigableMap<Integer, KeyFile.WrappedKek>> tenant : entries.entrySet()) {
            NavigableMap<Integer, KeyWrap> before = keksByTenant.getOrDefault(tenant.getKey(), new TreeMap<>());
            NavigableMap<Integer, KeyWrap> now = new TreeMap<>();
            tenant.getValue().forEach((generation, entry) -> {
                KeyWrap known = before.get(generation);
                now.put(generation, known != null ? known : new KeyWrap(new SecretBytes(unwrap(entry))));
            });
            keksByTenant.put(tenant.getKey(), now);
            gone(tenant.getKey(), before, now);
        }
        for (String tenant : Set.copyOf(keksByTenant.keySet())) {
            if (!entries.containsKey(tenant)) {
                gone(tenant, keksByTenant.getOrDefault(tenant, new TreeMap<>()), new TreeMap<>());
                keksByTenant.remove(tenant);
            }
        }
    }

    private void gone(String tenant, NavigableMap<Integer, KeyWrap> before, NavigableMap<Integer, KeyWrap> now) {
        if (!before.keySet().equals(now.keySet())) {
            before.forEach((generation, kek) -> {
                if (!now.containsKey(generation)) {
                    kek.destroy();
                }
            });
            cache.forget(tenant);
        }
    }

    /**
     * Another process may have made a generation, or destroyed one: known here within 50 ms. What it made and this one does
     * not know yet is looked for at once; what it destroyed no row of the database is wrapped under any more.
     */
    private void lookAgain() {
        long now = clock.millis();
        long since = now - lookedAtMillis;
        if (since < 0 || since >= LOOK_EVERY_MILLIS) {
            lookNow();
            lookedAtMillis = now;
        }
    }

    private void lookNow() {
        KeyFile.Stamp now = file.stamp();
        if (!now.equals(seen)) {
            take(file.read());
            seen = now;
        }
    }

    private KeyWrap kek(String tenant, int generation) {
        lookAgain();
        return known(tenant, generation)
                .or(() -> {
                    lookNow();
                    return known(tenant, generation);
                })
                .orElseThrow(VaultException::new);
    }

    private Optional<KeyWrap> known(String tenant, int generation) {
        NavigableMap<Integer, KeyWrap> generations = keksByTenant.get(tenant);
        return generations == null ? Optional.empty() : Optional.ofNullable(generations.get(generation));
    }
}
