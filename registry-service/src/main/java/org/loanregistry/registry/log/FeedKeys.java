package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.feed.FeedKey;

/** The lenders' feed keys, sealed under the registry's key, made on first use. */
@Singleton
final class FeedKeys {
    private static final String TABLE = "lender_feed_key";
    private static final String COLUMN = "sealed_key";

    private final Database database;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final FeedStore store = new FeedStore();
    private final Map<String, FeedKey> opened = new ConcurrentHashMap<>();

    FeedKeys(Database database, RegistryVault vault, SecureRandom random) {
        this.database = database;
        this.vault = vault;
        this.random = random;
    }

    /** The feed key of a lender of the registry. */
    FeedKey of(String lenderId) {
        return opened.computeIfAbsent(lenderId, this::open);
    }

    private FeedKey open(String lenderId) {
        var sealed = database.aside(tx -> store.findOrAddKey(
                tx,
                lenderId,
                () -> vault.seal(TABLE, lenderId, COLUMN, FeedKey.random(random).toBytes())));
        return FeedKey.of(vault.open(TABLE, lenderId, COLUMN, sealed));
    }
}
