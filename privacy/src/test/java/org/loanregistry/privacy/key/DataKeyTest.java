package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.Test;

class DataKeyTest {
    private static final byte[] DEK = new byte[32];

    @Test
    void the_key_id_depends_on_key_tenant_and_subject() {
        byte[] otherDek = DEK.clone();
        otherDek[31] = 1;
        String kid = kid(DEK, "bank-a", "s1");
        assertNotEquals(kid, kid(otherDek, "bank-a", "s1"));
        assertNotEquals(kid, kid(DEK, "bank-b", "s1"));
        assertNotEquals(kid, kid(DEK, "bank-a", "s2"));
        assertEquals(kid, kid(DEK, "bank-a", "s1"));
    }

    @Test
    void the_boundary_between_tenant_and_subject_is_part_of_the_key_id() {
        assertNotEquals(kid(DEK, "ab", "c"), kid(DEK, "a", "bc"));
    }

    @Test
    void a_wiped_key_is_refused() throws Exception {
        DataKey key = DataKey.derive(DEK, "bank-a", "s1");
        key.close();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var parameters = new GCMParameterSpec(128, new byte[12]);
        assertThrows(VaultException.class, () -> key.initialise(cipher, Cipher.ENCRYPT_MODE, parameters));
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> DataKey.derive(new byte[16], "bank-a", "s1"));
    }

    @Test
    void an_empty_an_overlong_and_a_malformed_subject_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> DataKey.derive(DEK, "bank-a", ""));
        assertThrows(IllegalArgumentException.class, () -> DataKey.derive(DEK, "bank-a", "x".repeat(65_536)));
        assertThrows(IllegalArgumentException.class, () -> DataKey.derive(DEK, "bank-a", "\ud842"));
    }

    @Test
    void a_key_shows_neither_its_bytes_nor_its_subject() {
        byte[] dek = new byte[32];
        new SecureRandom().nextBytes(dek);
        String shown = DataKey.derive(dek, "bank-a", "subject-7").toString();
        assertFalse(shown.contains("subject-7"));
        assertFalse(shown.contains(HexFormat.of().formatHex(dek, 0, 4)));
        assertEquals("SecretBytes[hidden]", new SecretBytes(dek).toString());
    }

    private static String kid(byte[] dek, String tenant, String subject) {
        return HexFormat.of().formatHex(DataKey.kid(dek, tenant, subject));
    }
}
