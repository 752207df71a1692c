package org.loanregistry.registry.key;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.loanregistry.privacy.key.DataKeyCache;
import org.loanregistry.privacy.key.RootKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.registry.log.Settings;

/** The keys of the service. */
@Factory
final class KeyFactory {
    /** About 6 MB. */
    private static final int KEYS_KEPT = 10_000;

    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    @Singleton
    KeyFolder keyFolder(Settings settings, SecureRandom random) {
        return new KeyFolder(settings.home(), random);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RootKey rootKey(KeyFolder folder, RootSettings settings) {
        return folder.root(settings);
    }

    /** Of the borrowers that are written to over and over: their keys need not be unwrapped each time. */
    @Singleton
    @Bean(preDestroy = "close")
    DataKeyCache dataKeyCache(InstantSource clock) {
        return new DataKeyCache(KEYS_KEPT, KEPT_FOR, clock);
    }

    @Singleton
    TenantKeys tenantKeys(KeyFolder folder, RootKey root, DataKeyCache cache, InstantSource clock) {
        return folder.tenantKeys(root, cache, clock);
    }
}
