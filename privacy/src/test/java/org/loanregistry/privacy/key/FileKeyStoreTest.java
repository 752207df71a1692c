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
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyStoreTest {
    private static final String KEK_OF_ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private final SecureRandom random = new SecureRandom();

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
    void the_registry_has_a_key_of_its_own() {
        FileKeyStore store = open();
        WrappedDataKey wrapped = store.create("registry", "registry");
        try (DataKey key = store.unwrap("registry", "registry", wrapped)) {
            assertArrayEquals(wrapped.kid(), key.kid());
        }
    }

    @Test
    void the_file_and_its_folder_are_the_owners_alone() throws IOException {
        FileKeyStore.open(folder.resolve("new/keys"), random).create("bank-a", "s1");
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
        FileKeyStore store = open();
        store.create("bank-b", "s1");
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> store.unwrap("bank-b", "s1", wrapped));
        assertThrows(VaultException.class, () -> store.unwrap("bank-c", "s1", wrapped));
    }

    @Test
    void a_wrapped_key_moved_to_another_subject_is_refused() {
        FileKeyStore store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> store.unwrap("bank-a", "s2", wrapped));
    }

    @Test
    void a_wrapped_key_under_another_key_id_is_refused() {
        FileKeyStore store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        byte[] kid = wrapped.kid();
        kid[0] ^= 1;
        assertThrows(
                VaultException.class,
                () -> store.unwrap("bank-a", "s1", new WrappedDataKey(kid, 1, wrapped.wrapped())));
    }

    @Test
    void an_unknown_generation_is_refused() {
        FileKeyStore store = open();
        WrappedDataKey wrapped = store.create("bank-a", "s1");
        assertThrows(
                VaultException.class,
                () -> store.unwrap("bank-a", "s1", new WrappedDataKey(wrapped.kid(), 2, wrapped.wrapped())));
    }

    @Test
    void another_key_file_does_not_open_the_key() {
        WrappedDataKey wrapped = open().create("bank-a", "s1");
        FileKeyStore other = FileKeyStore.open(folder.resolve("other"), random);
        other.create("bank-a", "s1");
        assertThrows(VaultException.class, () -> other.unwrap("bank-a", "s1", wrapped));
    }

    @Test
    void every_key_is_new() {
        FileKeyStore store = open();
        assertNotEquals(store.create("bank-a", "s1"), store.create("bank-a", "s1"));
    }

    @Test
    void the_newest_generation_wraps_and_an_older_one_still_opens() throws IOException {
        WrappedDataKey old = open().create("bank-a", "s1");
        Files.writeString(file(), "kek bank-a 2 " + KEK_OF_ONES + "\n", StandardOpenOption.APPEND);
        FileKeyStore store = open();
        assertEquals(2, store.create("bank-a", "s1").kekGeneration());
        store.unwrap("bank-a", "s1", old).close();
    }

    @Test
    void two_stores_on_one_file_agree_on_a_tenants_first_key() throws Exception {
        FileKeyStore one = open();
        FileKeyStore two = open();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> one.create("bank-a", "s1"));
            var second = pool.submit(() -> two.create("bank-a", "s2"));
            two.unwrap("bank-a", "s1", first.get()).close();
            one.unwrap("bank-a", "s2", second.get()).close();
        }
    }

    @Test
    void a_store_opened_before_another_made_the_tenants_key_opens_what_it_wrapped() {
        FileKeyStore one = open();
        FileKeyStore two = open();
        WrappedDataKey wrapped = one.create("bank-a", "s1");
        two.unwrap("bank-a", "s1", wrapped).close();
    }

    @Test
    void a_malformed_file_is_refused_by_line_without_showing_it() throws IOException {
        for (String line : new String[] {
            "kek bank-a 1 short",
            "kek bank-a 0 " + KEK_OF_ONES,
            "kek Bank-A 1 " + KEK_OF_ONES,
            "key bank-a 1 " + KEK_OF_ONES,
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
        Files.writeString(file(), "kek bank-a 1 " + KEK_OF_ONES + "\n", StandardOpenOption.APPEND);
        assertThrows(IllegalStateException.class, this::open);
    }

    @Test
    void a_file_of_another_version_or_an_emptied_one_is_refused() throws IOException {
        open();
        Files.writeString(file(), "loanreg keys v2\n");
        assertThrows(IllegalStateException.class, this::open);
        Files.writeString(file(), "");
        assertThrows(IllegalStateException.class, this::open);
    }

    @Test
    void an_ill_named_tenant_is_refused() {
        FileKeyStore store = open();
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

    private FileKeyStore open() {
        return FileKeyStore.open(file(), random);
    }

    private Path file() {
        return folder.resolve("keys");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
