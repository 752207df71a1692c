package org.loanregistry.privacy.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Data keys that were unwrapped a short while ago, at most so many and each for so long, one a subject of a tenant. Safe for
 * many threads.
 *
 * <p>Guarantees: a key is given out only to who has the very bytes that it was unwrapped from, and as a copy, which stays whole
 * when the cache lets go of its own; what it lets go of it wipes. Limit: it lets go of what nobody asks for when
 * {@link #sweep} is called, so whoever makes one calls that regularly.
 */
public final class DataKeyCache implements AutoCloseable {
    private final int most;
    private final Duration life;
    private final InstantSource clock;

    /** In the order in which they were unwrapped, so that those whose time is over come first. */
    private final LinkedHashMap<Name, Kept> kept = new LinkedHashMap<>();

    private record Name(String tenant, String subject) {}

    private record Kept(WrappedDataKey wrapped, DataKey key, Instant until) {}

    /** Keeps {@code most} keys (0: none), each for at most {@code life} after it was unwrapped. */
    public DataKeyCache(int most, Duration life, InstantSource clock) {
        if (most < 0 || !life.isPositive()) {
            throw new IllegalArgumentException("a cache of " + most + " keys for " + life + ", want >= 0 for > 0");
        }
        this.most = most;
        this.life = life;
        this.clock = clock;
    }

    /** Keeps nothing. */
    public static DataKeyCache none() {
        return new DataKeyCache(0, Duration.ofSeconds(1), InstantSource.system());
    }

    /** A copy of the key that these bytes were unwrapped to for this tenant and subject, which the caller closes. */
    synchronized Optional<DataKey> find(String tenant, String subject, WrappedDataKey wrapped) {
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Name name = new Name(tenant, subject);
        Kept found = kept.get(name);
        if (found == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(found.until)) {
            kept.remove(name);
            found.key.close();
            return Optional.empty();
        }
        return found.wrapped.equals(wrapped) ? Optional.of(found.key.copy()) : Optional.empty();
    }

    /** Keeps a copy of what was unwrapped just now, in place of the subject's before. */
    synchronized void keep(WrappedDataKey wrapped, DataKey key) {
        if (most == 0) {
            return;
        }
        forget(key.tenant(), key.subject());
        sweep();
        if (kept.size() == most) {
            Iterator<Kept> eldest = kept.values().iterator();
            eldest.next().key.close();
            eldest.remove();
        }
        kept.put(
                new Name(key.tenant(), key.subject()),
                new Kept(wrapped, key.copy(), clock.instant().plus(life)));
    }

    synchronized void forget(String tenant, String subject) {
        Kept gone = kept.remove(new Name(tenant, subject));
        if (gone != null) {
            gone.key.close();
        }
    }

    synchronized void forget(String tenant) {
        forgetIf(entry -> entry.getKey().tenant.equals(tenant));
    }

    /** Wipes what was kept for its time. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        Iterator<Kept> eldestFirst = kept.values().iterator();
        while (eldestFirst.hasNext()) {
            Kept one = eldestFirst.next();
            if (now.isBefore(one.until)) {
                return;
            }
            one.key.close();
            eldestFirst.remove();
        }
    }

    /** The cache's own key of a subject, for tests. */
    synchronized DataKey kept(String tenant, String subject) {
        return Objects.requireNonNull(kept.get(new Name(tenant, subject))).key;
    }

    /** Whether a key of this subject is kept. */
    public synchronized boolean holds(String tenant, String subject) {
        return kept.containsKey(new Name(tenant, subject));
    }

    /** How many are kept. */
    public synchronized int size() {
        return kept.size();
    }

    /** Wipes all. */
    @Override
    public synchronized void close() {
        forgetIf(_ -> true);
    }

    private void forgetIf(Predicate<Map.Entry<Name, Kept>> gone) {
        Iterator<Map.Entry<Name, Kept>> all = kept.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Name, Kept> one = all.next();
            if (gone.test(one)) {
                one.getValue().key.close();
                all.remove();
            }
        }
    }
}
