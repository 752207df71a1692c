package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.key.VaultException;

class RegistryVaultTest {
    private static final byte[] PLAIN = {1, 2, 3};
    private static final String WORN = "update registry_key set writes = 1048576";

    private final TestRegistry registry = TestRegistry.create();

    @AfterEach
    void close() {
        registry.close();
    }

    /** As another process would have it, over the same database and key file. */
    private RegistryVault vault() {
        return registry.newVault();
    }

    private static byte[] seal(RegistryVault vault, String row) {
        return vault.seal("table", row, "column", PLAIN);
    }

    private static byte[] open(RegistryVault vault, String row, byte[] sealed) {
        return vault.open("table", row, "column", sealed);
    }

    private static byte[] kid(byte[] envelope) {
        return Arrays.copyOfRange(envelope, 4, 36);
    }

    @Test
    void writes_are_counted_in_the_database_before_they_are_made() {
        RegistryVault vault = vault();
        assertEquals(0, registry.count("registry_key"));
        for (int i = 0; i < 1_024; i++) {
            seal(vault, "row-" + i);
        }
        assertEquals(1, registry.count("registry_key where writes = 1024"));
        seal(vault, "row-1024");
        assertEquals(1, registry.count("registry_key where writes = 2048"));
        seal(vault(), "row-1025");
        assertEquals(1, registry.count("registry_key where writes = 3072"));
    }

    @Test
    void a_key_that_has_sealed_enough_gets_a_successor_and_still_opens() {
        RegistryVault before = vault();
        byte[] first = seal(before, "row-1");
        registry.asOwner(WORN);
        RegistryVault after = vault();
        byte[] second = seal(after, "row-2");
        assertFalse(Arrays.equals(kid(first), kid(second)));
        assertEquals(2, registry.count("registry_key"));
        for (RegistryVault each : new RegistryVault[] {before, after, vault()}) {
            assertArrayEquals(PLAIN, open(each, "row-1", first));
            assertArrayEquals(PLAIN, open(each, "row-2", second));
            assertThrows(VaultException.class, () -> open(each, "row-1", second));
        }
    }

    @Test
    void an_envelope_of_no_key_of_the_registry_is_refused() {
        RegistryVault vault = vault();
        byte[] sealed = seal(vault, "row-1");
        sealed[4] ^= 1;
        assertThrows(VaultException.class, () -> open(vault, "row-1", sealed));
        assertThrows(VaultException.class, () -> open(vault, "row-1", new byte[0]));
    }

    @Test
    void two_processes_make_one_successor() throws Exception {
        seal(vault(), "row-0");
        registry.asOwner(WORN);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var one = pool.submit(() -> seal(vault(), "row-1"));
            var two = pool.submit(() -> seal(vault(), "row-2"));
            assertArrayEquals(kid(one.get()), kid(two.get()));
        }
        assertEquals(2, registry.count("registry_key"));
    }

    @Test
    void writes_are_not_counted_down_nor_past_the_bound_even_by_the_owner() {
        seal(vault(), "row-1");
        for (String sql : new String[] {
            "update registry_key set writes = writes - 1",
            "update registry_key set writes = writes",
            "update registry_key set writes = 1048577",
            "update registry_key set writes = writes + 1, kid = sha256('x')",
            "update registry_key set writes = writes + 1, wrapped = wrapped || ''::bytea, kek_generation = 0",
            "delete from registry_key"
        }) {
            assertThrows(IllegalStateException.class, () -> registry.asOwner(sql), sql);
        }
    }
}
