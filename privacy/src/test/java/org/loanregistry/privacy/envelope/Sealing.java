package org.loanregistry.privacy.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;
import org.loanregistry.privacy.key.Suite;
import org.loanregistry.privacy.key.VaultException;

/** What the tests of envelopes share: one key, one cell, every suite. */
final class Sealing {
    static final byte[] DEK = bytes(32, 0x42);
    static final DataKey KEY = DataKeys.of(DEK, "lender-a", "subj-0001");
    static final CellAddress CELL = new CellAddress("lender-a", "borrower", "row-1", "name", 1, 1);

    private Sealing() {}

    static SealingPolicy policy(Suite suite, CommitmentPolicy commitment) {
        return new SealingPolicy(Suite.AES_256_GCM, Map.of("lender-a", suite), commitment);
    }

    static SealingPolicy policy(Suite suite) {
        return policy(suite, CommitmentPolicy.REQUIRE_SEAL_REQUIRE_OPEN);
    }

    static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Every reason has one and the same error. */
    static void assertRefused(Executable call) {
        VaultException refusal = assertThrows(VaultException.class, call);
        assertEquals("the vault refuses", refusal.getMessage());
        assertEquals(null, refusal.getCause());
        assertArrayEquals(new Throwable[0], refusal.getSuppressed());
    }

    /** Gives 00, 01, ... 1f and again 00: the salts and nonces of the golden vectors. */
    static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 32);
            }
        }
    }
}
