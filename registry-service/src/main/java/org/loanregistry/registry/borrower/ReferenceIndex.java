package org.loanregistry.registry.borrower;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.RegistryVault;

/**
 * Turns a tenant's reference of a borrower into 32 bytes by which the row is found: HMAC-SHA-256 under a key that the
 * registry's vault seals. Without the key the index says nothing, not even for references that are easy to guess.
 */
@Singleton
final class ReferenceIndex {
    private static final String PURPOSE = "borrower.reference";
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final BorrowerStore store = new BorrowerStore();
    private @Nullable SecretKeySpec key;

    ReferenceIndex(Database database, RegistryVault vault, SecureRandom random) {
        this.database = database;
        this.vault = vault;
        this.random = random;
    }

    /** The index of a reference at a tenant. */
    byte[] of(String tenant, String reference) {
        byte[] tenantBytes = tenant.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            mac.update(ByteBuffer.allocate(Short.BYTES)
                    .putShort((short) tenantBytes.length)
                    .flip());
            mac.update(tenantBytes);
            return mac.doFinal(reference.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
    }

    private synchronized SecretKeySpec key() {
        if (key == null) {
            byte[] sealed = database.aside(tx -> store.lookupKey(tx, PURPOSE)).orElseGet(this::addKey);
            byte[] bytes = vault.open("lookup_key", PURPOSE, "sealed_key", sealed);
            key = new SecretKeySpec(bytes, "HmacSHA256");
            Arrays.fill(bytes, (byte) 0);
        }
        return key;
    }

    private byte[] addKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        byte[] sealed = vault.seal("lookup_key", PURPOSE, "sealed_key", bytes);
        Arrays.fill(bytes, (byte) 0);
        return database.aside(tx -> {
            store.addLookupKey(tx, PURPOSE, sealed);
            return store.lookupKey(tx, PURPOSE).orElseThrow();
        });
    }
}
