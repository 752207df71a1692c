package org.loanregistry.registry.key;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.loanregistry.privacy.key.RootKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.registry.log.Settings;

/** The keys of the service. */
@Factory
final class KeyFactory {
    @Singleton
    KeyFolder keyFolder(Settings settings, SecureRandom random) {
        return new KeyFolder(settings.home(), random);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RootKey rootKey(KeyFolder folder, RootSettings settings) {
        return folder.root(settings);
    }

    @Singleton
    TenantKeys tenantKeys(KeyFolder folder, RootKey root) {
        return folder.tenantKeys(root);
    }
}
