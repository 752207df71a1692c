package org.loanregistry.registry.key;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Database;

/**
 * The life of the tenants' key encryption keys: a new generation, every data key wrapped anew under it, the old one destroyed.
 * What the data keys sealed stays as it is. Safe while services write to the same database.
 */
@Singleton
public final class KeyDesk {
    private final Database database;
    private final TenantKeys keys;
    private final InstantSource clock;
    private final DataKeyStore store = new DataKeyStore();

    KeyDesk(Database database, TenantKeys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** Every generation that the key file holds or a data key is wrapped under, by tenant and number. */
    public List<KekStatus> status() {
        SortedMap<String, NavigableSet<Integer>> present = keys.generations();
        Map<String, SortedMap<Integer, Long>> used = new TreeMap<>();
        present.forEach((tenant, generations) ->
                generations.forEach(generation -> of(used, tenant).put(generation, 0L)));
        database.read(store::used).forEach(one -> of(used, one.tenant()).put(one.generation(), one.dataKeys()));
        List<KekStatus> all = new ArrayList<>();
        used.forEach((tenant, generations) -> generations.forEach((generation, dataKeys) -> {
            NavigableSet<Integer> here = present.getOrDefault(tenant, new java.util.TreeSet<>());
            boolean newest = !here.isEmpty() && here.last().equals(generation);
            all.add(new KekStatus(tenant, generation, newest, here.contains(generation), dataKeys));
        }));
        all.sort(Comparator.comparing(KekStatus::tenant).thenComparingInt(KekStatus::generation));
        return all;
    }

    /**
     * What of the database these keys cannot open, one sentence for each generation; empty if all is well. A service that
     * starts all the same would make new keys beside the lost ones and leave what was sealed unreadable.
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (KekStatus one : status()) {
            if (one.dataKeys() > 0 && !one.present()) {
                faults.add("generation " + one.generation() + " of tenant " + one.tenant() + ", which wraps "
                        + one.dataKeys() + " of the data keys, is not in keys/tenant.keys");
            } else if (one.dataKeys() > 0 && !opens(one)) {
                faults.add("generation " + one.generation() + " of tenant " + one.tenant()
                        + " in keys/tenant.keys is not the one that wraps " + one.dataKeys() + " of the data keys");
            }
        }
        return faults;
    }

    private boolean opens(KekStatus one) {
        try {
            database.read(tx -> store.any(tx, one.tenant(), one.generation()))
                    .ifPresent(key -> keys.unwrap(one.tenant(), key.subject(), key.wrapped())
                            .close());
            return true;
        } catch (VaultException e) {
            return false;
        }
    }

    private static SortedMap<Integer, Long> of(Map<String, SortedMap<Integer, Long>> all, String tenant) {
        return all.computeIfAbsent(tenant, _ -> new TreeMap<>());
    }

    /**
     * Makes the tenant's next generation and wraps every data key anew under it. If it ends early, {@link #rewrap} goes on.
     *
     * @param progress hears how many are done, after each batch
     * @return the new generation
     * @throws IllegalArgumentException if the tenant has no key
     */
    public int rotate(String tenant, LongConsumer progress) {
        requireKnown(tenant);
        int newest = keys.rotate(tenant);
        rewrap(tenant, progress);
        return newest;
    }

    /** Wraps the tenant's data keys anew that are under an older generation than the newest; how many there were. */
    public long rewrap(String tenant, LongConsumer progress) {
        requireKnown(tenant);
        int newest = keys.newestGeneration(tenant);
        long done = 0;
        while (true) {
            int batch = database.inTransaction(tx ->
                    store.rewrapSome(tx, tenant, newest, (subject, wrapped) -> keys.rewrap(tenant, subject, wrapped)));
            if (batch == 0) {
                return done;
            }
            done += batch;
            progress.accept(done);
        }
    }

    /**
     * Forgets a generation for ever: with it, every copy of a data key in a backup of the database that it wraps.
     *
     * @throws IllegalArgumentException if the generation is unknown or the tenant's newest
     * @throws IllegalStateException if data keys are still wrapped under it
     */
    public void destroy(String tenant, int generation) {
        requireKnown(tenant);
        NavigableSet<Integer> present = keys.generations().get(tenant);
        if (present == null || !present.contains(generation) || present.last() == generation) {
            throw new IllegalArgumentException("generation " + generation + " of " + tenant
                    + " is unknown or the newest: rotate first (loanreg keys rotate)");
        }
        database.inTransaction(tx -> {
            store.holdOffWriters(tx);
            store.used(tx).stream()
                    .filter(one -> one.tenant().equals(tenant) && one.generation() == generation)
                    .findAny()
                    .ifPresent(one -> {
                        throw new IllegalStateException(one.dataKeys() + " data keys of " + tenant
                                + " are still wrapped under generation " + generation
                                + ": wrap them anew first (loanreg keys rotate)");
                    });
            store.markDestroyed(tx, tenant, generation, clock.instant());
            return true;
        });
        // After the commit: from here no row can be under it, in this process or another.
        keys.destroy(tenant, generation);
    }

    private void requireKnown(String tenant) {
        if (!keys.generations().containsKey(tenant)) {
            throw new IllegalArgumentException("tenant: no key of this name; loanreg keys status lists them");
        }
    }
}
