package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataKeyCacheTest {
    private static final int MOST = 3;
    private static final Duration LIFE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final FileRootKey root = FileRootKey.generate(random);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-15T08:00:00Z"));
    private final DataKeyCache cache = new DataKeyCache(MOST, LIFE, now::get);

    private TenantKeys open(DataKeyCache kept) {
        return TenantKeys.open(folder.resolve("keys"), root, random, kept, now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    @Test
    void a_key_asked_for_again_is_the_same_key_and_a_copy_of_its_own() {
        TenantKeys keys = open(cache);
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        DataKey first = keys.unwrap("bank-a", "s1", wrapped);
        DataKey second = keys.unwrap("bank-a", "s1", wrapped);
        assertEquals(1, cache.size());
        assertArrayEquals(first.kid(), second.kid());
        first.close();
        assertFalse(isWiped(second));
        assertFalse(isWiped(keys.unwrap("bank-a", "s1", wrapped)));
    }

    @Test
    void all_openings_of_a_key_count_the_same_writes() {
        TenantKeys keys = open(cache);
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        keys.unwrap("bank-a", "s1", wrapped).countWrite();
        keys.unwrap("bank-a", "s1", wrapped).countWrite();
        assertEquals(2, keys.unwrap("bank-a", "s1", wrapped).writes());
    }

    @Test
    void no_more_than_so_many_are_kept_and_the_eldest_is_wiped() {
        TenantKeys keys = open(cache);
        DataKey eldest = kept(keys, "s0");
        for (int i = 1; i <= MOST; i++) {
            assertFalse(isWiped(eldest));
            kept(keys, "s" + i);
        }
        assertEquals(MOST, cache.size());
        assertTrue(isWiped(eldest));
    }

    @Test
    void a_key_is_kept_for_its_time_and_wiped_then_by_a_sweep_or_by_who_asks() {
        TenantKeys keys = open(cache);
        DataKey swept = kept(keys, "s1");
        pass(LIFE.minusMillis(1));
        cache.sweep();
        assertFalse(isWiped(swept));
        pass(Duration.ofMillis(1));
        cache.sweep();
        assertTrue(isWiped(swept));
        assertEquals(0, cache.size());

        WrappedDataKey wrapped = keys.create("bank-a", "s2");
        DataKey asked = kept(keys, "s2", wrapped);
        pass(LIFE);
        assertTrue(cache.find("bank-a", "s2", wrapped).isEmpty());
        assertTrue(isWiped(asked));
    }

    @Test
    void being_asked_for_does_not_lengthen_its_time() {
        TenantKeys keys = open(cache);
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        DataKey held = kept(keys, "s1", wrapped);
        pass(LIFE.minusSeconds(1));
        keys.unwrap("bank-a", "s1", wrapped).close();
        pass(Duration.ofSeconds(1));
        cache.sweep();
        assertTrue(isWiped(held));
    }

    @Test
    void a_destroyed_subject_is_wiped_at_once_and_other_keys_stay() {
        TenantKeys keys = open(cache);
        DataKey destroyed = kept(keys, "s1");
        DataKey other = kept(keys, "s2");
        keys.forget("bank-a", "s1");
        assertTrue(isWiped(destroyed));
        assertFalse(isWiped(other));
    }

    @Test
    void without_the_wrapped_bytes_that_an_erasure_deletes_there_is_no_answer() {
        TenantKeys keys = open(cache);
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        kept(keys, "s1", wrapped);
        byte[] altered = wrapped.wrapped();
        altered[0] ^= 1;
        assertThrows(
                VaultException.class, () -> keys.unwrap("bank-a", "s1", new WrappedDataKey(wrapped.kid(), 1, altered)));
        assertThrows(
                VaultException.class,
                () -> keys.unwrap("bank-a", "s1", new WrappedDataKey(new byte[32], 1, wrapped.wrapped())));
    }

    @Test
    void another_tenant_and_another_subject_are_not_answered_from_it() {
        TenantKeys keys = open(cache);
        keys.create("bank-b", "s1");
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        kept(keys, "s1", wrapped);
        assertThrows(VaultException.class, () -> keys.unwrap("bank-b", "s1", wrapped));
        assertThrows(VaultException.class, () -> keys.unwrap("bank-a", "s2", wrapped));
    }

    @Test
    void a_rotation_and_a_destroyed_generation_wipe_the_tenants_keys_at_once() {
        TenantKeys keys = open(cache);
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        DataKey held = kept(keys, "s1", wrapped);
        keys.rotate("bank-a");
        assertTrue(isWiped(held));
        DataKey again = kept(keys, "s1", wrapped);
        keys.destroy("bank-a", 1);
        assertTrue(isWiped(again));
        assertThrows(VaultException.class, () -> keys.unwrap("bank-a", "s1", wrapped));
    }

    @Test
    void a_generation_that_another_process_destroyed_is_gone_here_within_50_milliseconds() {
        TenantKeys here = open(cache);
        WrappedDataKey wrapped = here.create("bank-a", "s1");
        DataKey held = kept(here, "s1", wrapped);
        TenantKeys elsewhere = open(DataKeyCache.none());
        elsewhere.rotate("bank-a");
        elsewhere.destroy("bank-a", 1);
        pass(Duration.ofMillis(50));
        assertThrows(VaultException.class, () -> here.unwrap("bank-a", "s1", wrapped));
        assertTrue(isWiped(held));
        assertEquals(2, here.create("bank-a", "s2").kekGeneration());
    }

    @Test
    void closing_it_wipes_all() {
        TenantKeys keys = open(cache);
        DataKey held = kept(keys, "s1");
        cache.close();
        assertTrue(isWiped(held));
        assertEquals(0, cache.size());
    }

    @Test
    void a_cache_of_none_keeps_none_and_other_bounds_are_refused() {
        TenantKeys keys = open(DataKeyCache.none());
        WrappedDataKey wrapped = keys.create("bank-a", "s1");
        keys.unwrap("bank-a", "s1", wrapped).close();
        assertThrows(IllegalArgumentException.class, () -> new DataKeyCache(-1, LIFE, now::get));
        assertThrows(IllegalArgumentException.class, () -> new DataKeyCache(1, Duration.ZERO, now::get));
    }

    @Test
    void many_threads_get_whole_keys_while_others_wipe() throws Exception {
        TenantKeys keys = open(cache);
        var wrapped = IntStream.range(0, 2 * MOST)
                .mapToObj(i -> keys.create("bank-a", "s" + i))
                .toList();
        try (var pool = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 4)
                    .mapToObj(thread -> pool.submit(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            int subject = (i * 7 + thread) % wrapped.size();
                            try (DataKey key = keys.unwrap("bank-a", "s" + subject, wrapped.get(subject))) {
                                assertFalse(isWiped(key));
                            }
                            if (i % 50 == 0) {
                                keys.forget("bank-a", "s" + subject);
                            }
                        }
                        return true;
                    }))
                    .toList();
            for (var task : tasks) {
                assertTrue(task.get());
            }
        }
    }

    private DataKey kept(TenantKeys keys, String subject) {
        return kept(keys, subject, keys.create("bank-a", subject));
    }

    /** The cache's own copy, which nobody outside gets. */
    private DataKey kept(TenantKeys keys, String subject, WrappedDataKey wrapped) {
        keys.unwrap("bank-a", subject, wrapped).close();
        return cache.kept("bank-a", subject);
    }

    private static boolean isWiped(DataKey key) {
        try {
            key.initialise(
                    Cipher.getInstance("AES/GCM/NoPadding"),
                    Cipher.ENCRYPT_MODE,
                    new GCMParameterSpec(128, new byte[12]));
            return false;
        } catch (VaultException e) {
            return true;
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
