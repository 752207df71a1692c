package org.loanregistry.registry.borrower;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.loanregistry.privacy.token.Pseudonyms;
import org.loanregistry.privacy.token.TenantSecret;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.RegistryVault;

/**
 * The secret of each tenant, from which its tokens and pseudonyms come: drawn on first use, kept sealed under the registry's
 * own key, so that the database alone confirms no guess. Safe for many threads.
 */
@Singleton
public final class TenantSecrets {
    private static final String TABLE = "tenant_secret";
    private static final String COLUMN = "sealed_secret";
    private static final int BYTES = 32;

    private final Database database;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final TenantSecretStore store = new TenantSecretStore();
    private final ConcurrentMap<String, TenantSecret> secrets = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Pseudonyms> pseudonyms = new ConcurrentHashMap<>();

    TenantSecrets(Database database, RegistryVault vault, SecureRandom random) {
        this.database = database;
        this.vault = vault;
        this.random = random;
    }

    /** The tenant's secret; callers derive keys from it and never close it. */
    TenantSecret of(String tenant) {
        return secrets.computeIfAbsent(tenant, this::findOrDraw);
    }

    /** The names under which the tenant's borrowers stand in the access log. */
    public Pseudonyms pseudonyms(String tenant) {
        return pseudonyms.computeIfAbsent(tenant, name -> Pseudonyms.derive(of(name)));
    }

    private TenantSecret findOrDraw(String tenant) {
        byte[] sealed = database.aside(tx -> store.find(tx, tenant).orElseGet(() -> {
            store.add(tx, tenant, drawn(tenant));
            // Of two processes at once one stores its own; both use that.
            return store.find(tx, tenant).orElseThrow();
        }));
        byte[] secret = vault.open(TABLE, tenant, COLUMN, sealed);
        try {
            return TenantSecret.of(tenant, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] drawn(String tenant) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        try {
            return vault.seal(TABLE, tenant, COLUMN, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
