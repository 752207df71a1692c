package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every root key does, wherever it lies. */
abstract class RootKeyContract {
    final SecureRandom random = new SecureRandom();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** A root key of this name: the same for the same name, in another object each time. */
    abstract RootKey root(String name) throws Exception;

    private byte[] secret() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return secret;
    }

    @Test
    void what_it_wraps_it_unwraps_also_after_it_was_opened_again() throws Exception {
        byte[] secret = secret();
        byte[] wrapped;
        String id;
        try (RootKey root = root("one")) {
            wrapped = root.wrap(secret);
            id = root.id();
            assertArrayEquals(secret, root.unwrap(wrapped));
        }
        try (RootKey again = root("one")) {
            assertEquals(id, again.id());
            assertArrayEquals(secret, again.unwrap(wrapped));
        }
    }

    @Test
    void the_wrapped_form_does_not_hold_the_key() throws Exception {
        byte[] secret = secret();
        try (RootKey root = root("one")) {
            String wrapped = HexFormat.of().formatHex(root.wrap(secret));
            assertFalse(wrapped.contains(HexFormat.of().formatHex(secret, 0, 8)));
        }
    }

    @Test
    void another_root_refuses_it() throws Exception {
        try (RootKey one = root("one");
                RootKey two = root("two")) {
            byte[] wrapped = one.wrap(secret());
            assertFalse(one.id().equals(two.id()));
            assertThrows(VaultException.class, () -> two.unwrap(wrapped));
        }
    }

    @Test
    void every_altered_byte_every_cut_and_nothing_are_refused() throws Exception {
        try (RootKey root = root("one")) {
            byte[] wrapped = root.wrap(secret());
            for (int i = 0; i < wrapped.length; i++) {
                byte[] altered = wrapped.clone();
                altered[i] ^= 1;
                assertThrows(VaultException.class, () -> root.unwrap(altered), "byte " + i);
                byte[] cut = Arrays.copyOf(wrapped, i);
                assertThrows(VaultException.class, () -> root.unwrap(cut), "cut to " + i);
            }
        }
    }

    @Test
    void its_id_fits_the_key_file_and_its_text_shows_no_more() throws Exception {
        try (RootKey root = root("one")) {
            assertTrue(root.id().matches("[A-Za-z0-9:._/-]{1,128}"), root.id());
            assertTrue(root.toString().endsWith("[" + root.id() + "]"), root.toString());
        }
    }

    @Test
    void tenants_keys_stand_on_it() throws Exception {
        Path file = folder.resolve("keys");
        WrappedDataKey wrapped;
        try (RootKey root = root("one")) {
            wrapped = TenantKeys.open(file, root, random).create("bank-a", "s1");
        }
        try (RootKey again = root("one");
                RootKey other = root("two")) {
            TenantKeys.open(file, again, random).unwrap("bank-a", "s1", wrapped).close();
            assertThrows(VaultException.class, () -> TenantKeys.open(file, other, random));
        }
    }
}
