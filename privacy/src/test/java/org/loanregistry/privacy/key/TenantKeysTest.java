package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantKeysTest {
    private final SecureRandom random = new SecureRandom();
    private final FileRootKey root = FileRootKey.generate(random);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_key_survives_a_restart() {
        WrappedDataKey wrapped = open().create("bank-a", "s1");
        try (DataKey key = open().unwrap("bank-a", "s1", wrapped)) {
            assertArrayEquals(wrapped.kid(), key.kid());
            assertEquals("bank-a", key.tenant());
            assertEquals("s1", key.subject());
        }
    }

    @Test
    void a_key_made_open_is_the_one_that_its_wrapped_form_opens() {
        NewDataKey made = open().createOpen("bank-a", "s1");
        try (DataKey key = made.key();
                DataKey again = open().unwrap("bank-a", "s1", made.wrapped())) {
            assertArrayEquals(made.wrapped().kid(), key.kid());
            assertArrayEquals(key.kid(), again.kid());
        }
    }

    @Test
    void the_registry_has_a_key_of_its_own() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("registry", "registry");
        try (DataKey key = store.unwrap("registry", "registry", wrapped)) {
            assertArrayEquals(wrapped.kid(), key.kid());
        }
    }

    @Test
    void the_file_and_its_folder_are_the_owners_alone() throws IOException {
        TenantKeys.open(folder.resolve("new/keys"), root, random).create("bank-a", "s1");
        assertEquals("rw-------", mode(folder.resolve("new/keys")));
        assertEquals("rwx------", mode(folder.resolve("new")));
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws IOException {
        open();
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
            var refusal = assertThrows(IllegalStateException.class, this::open);
            assertTrue(String.valueOf(refusal.getMessage()).contains(mode), refusal.getMessage());
        }
    }

    @Test
    void a_wrapped_key_moved_to_another_tenant_is_refused() {
        TenantKeys store = open();
        store.create("bank-b", "s1");
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> store.unwrap("bank-b", "s1", wrapped));
        assertThrows(VaultException.class, () -> store.unwrap("bank-c", "s1", wrapped));
    }

    @Test
    void a_wrapped_key_moved_to_another_subject_is_refused() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> store.unwrap("bank-a", "s2", wrapped));
    }

    @Test
    void a_wrapped_key_under_another_key_id_is_refused() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        byte[] kid = wrapped.kid();
        kid[0] ^= 1;
        assertThrows(
                VaultException.class,
                () -> store.unwrap("bank-a", "s1", new WrappedDataKey(kid, 1, wrapped.wrapped())));
    }

    @Test
    void an_unknown_generation_is_refused() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(
                VaultException.class,
                () -> store.unwrap("bank-a", "s1", new WrappedDataKey(wrapped.kid(), 2, wrapped.wrapped())));
    }

    @Test
    void another_key_file_does_not_open_the_key() {
        WrappedDataKey wrapped = open().create("bank-a", "s1");
        TenantKeys other = TenantKeys.open(folder.resolve("other"), root, random);
        other.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> other.unwrap("bank-a", "s1", wrapped));
    }

    @Test
    void every_key_is_new() {
        TenantKeys store = open();
        assertNotEquals(store.create("bank-a", "s1"), store.create("bank-a", "s1"));
    }

    @Test
    void the_newest_generation_wraps_and_an_older_one_still_opens() {
        TenantKeys store = open();
        WrappedDataKey old = store.create("bank-a", "s1");
        assertEquals(2, store.rotate("bank-a"));
        assertEquals(2, open().create("bank-a", "s1").kekGeneration());
        open().unwrap("bank-a", "s1", old).close();
        assertEquals(Map.of("bank-a", new TreeSet<>(Set.of(1, 2))), store.generations());
    }

    @Test
    void a_rewrapped_key_is_the_same_key_and_outlives_the_generation_it_came_from() {
        TenantKeys store = open();
        WrappedDataKey old = store.create("bank-a", "s1");
        store.rotate("bank-a");
        WrappedDataKey moved = store.rewrap("bank-a", "s1", old);
        assertArrayEquals(old.kid(), moved.kid());
        assertEquals(2, moved.kekGeneration());
        store.destroy("bank-a", 1);
        for (TenantKeys each : List.of(store, open())) {
            each.unwrap("bank-a", "s1", moved).close();
            assertThrows(VaultException.class, () -> each.unwrap("bank-a", "s1", old));
        }
    }

    @Test
    void a_key_is_not_rewrapped_for_another_subject_or_tenant() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        store.rotate("bank-b");
        assertThrows(VaultException.class, () -> store.rewrap("bank-a", "s2", wrapped));
        assertThrows(VaultException.class, () -> store.rewrap("bank-b", "s1", wrapped));
    }

    @Test
    void the_newest_an_unknown_and_a_destroyed_generation_are_not_destroyed() {
        TenantKeys store = open();
        store.create("bank-a", "s1");
        assertThrows(IllegalArgumentException.class, () -> store.destroy("bank-a", 1));
        assertThrows(IllegalArgumentException.class, () -> store.destroy("bank-a", 2));
        assertThrows(IllegalArgumentException.class, () -> store.destroy("bank-b", 1));
        store.rotate("bank-a");
        store.destroy("bank-a", 1);
        assertThrows(IllegalArgumentException.class, () -> store.destroy("bank-a", 1));
    }

    @Test
    void another_root_opens_nothing_and_after_a_move_it_alone_opens_all() {
        TenantKeys store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        FileRootKey next = FileRootKey.generate(random);
        assertThrows(VaultException.class, () -> TenantKeys.open(file(), next, random));
        store.moveTo(next).unwrap("bank-a", "s1", wrapped).close();
        TenantKeys.open(file(), next, random).unwrap("bank-a", "s1", wrapped).close();
        assertThrows(VaultException.class, this::open);
    }

    @Test
    void no_key_stands_in_the_file_in_clear_and_an_altered_one_is_refused() throws IOException {
        open().create("bank-a", "s1");
        String text = Files.readString(file());
        assertTrue(text.matches("(?s)loanreg keys v2\nkek bank-a 1 file:[0-9a-f]{16} [A-Za-z0-9+/]{54}==\n"), text);
        int at = text.length() - 20;
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        Files.writeString(file(), text.substring(0, at) + other + text.substring(at + 1));
        assertThrows(VaultException.class, this::open);
    }

    @Test
    void two_stores_on_one_file_agree_on_a_tenants_first_key() throws Exception {
        TenantKeys one = open();
        TenantKeys two = open();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> one.create("bank-a", "s1"));
            var second = pool.submit(() -> two.create("bank-a", "s2"));
            two.unwrap("bank-a", "s1", first.get()).close();
            one.unwrap("bank-a", "s2", second.get()).close();
        }
    }

    @Test
    void a_store_opened_before_another_made_the_tenants_key_opens_what_it_wrapped() {
        TenantKeys one = open();
        TenantKeys two = open();
        WrappedDataKey wrapped = one.create("bank-a", "s1");
        two.unwrap("bank-a", "s1", wrapped).close();
    }

    @Test
    void a_malformed_file_is_refused_by_line_without_showing_it() throws IOException {
        for (String line : new String[] {
            "kek bank-a 1 file:0 !",
            "kek bank-a 0 file:0 AAAA",
            "kek Bank-A 1 file:0 AAAA",
            "key bank-a 1 file:0 AAAA",
            "kek bank-a 1 AAAA",
            ""
        }) {
            Files.deleteIfExists(file());
            open();
            Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);
            var refusal = assertThrows(IllegalStateException.class, this::open, line);
            assertTrue(String.valueOf(refusal.getMessage()).endsWith("malformed in line 2"), refusal.getMessage());
        }
    }

    @Test
    void a_generation_given_twice_is_refused() throws IOException {
        open().create("bank-a", "s1");
        String last = Files.readAllLines(file()).getLast();
        Files.writeString(file(), last + "\n", StandardOpenOption.APPEND);
        assertThrows(IllegalStateException.class, this::open);
    }

    @Test
    void a_file_of_another_version_or_an_emptied_one_is_refused() throws IOException {
        open();
        Files.writeString(file(), "loanreg keys v1\n");
        assertThrows(IllegalStateException.class, this::open);
        Files.writeString(file(), "");
        assertThrows(IllegalStateException.class, this::open);
    }

    @Test
    void an_ill_named_tenant_is_refused() {
        TenantKeys store = open();
        for (String tenant : new String[] {"", "Bank A", "a\nkek b 1", "-a", "a".repeat(64)}) {
            assertThrows(IllegalArgumentException.class, () -> store.create(tenant, "s1"), tenant);
        }
    }

    @Test
    void a_wrapped_key_of_another_shape_cannot_be_built() {
        assertThrows(IllegalArgumentException.class, () -> new WrappedDataKey(new byte[31], 1, new byte[40]));
        assertThrows(IllegalArgumentException.class, () -> new WrappedDataKey(new byte[32], 0, new byte[40]));
        assertThrows(IllegalArgumentException.class, () -> new WrappedDataKey(new byte[32], 1, new byte[39]));
    }

    @Test
    void no_half_written_file_stays_behind() {
        open().create("bank-a", "s1");
        assertFalse(Files.exists(folder.resolve("keys.next")));
    }

    private TenantKeys open() {
        return TenantKeys.open(file(), root, random);
    }

    private Path file() {
        return folder.resolve("keys");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
