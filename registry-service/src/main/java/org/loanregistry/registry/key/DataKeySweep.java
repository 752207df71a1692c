package org.loanregistry.registry.key;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.loanregistry.privacy.key.DataKeyCache;
import org.loanregistry.registry.log.JobThread;

/** Wipes data keys that nobody asks for any more: else the cache would hold them until the next is put in. */
@Singleton
final class DataKeySweep implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final DataKeyCache cache;
    private final JobThread thread = new JobThread("data-keys", this::step);

    DataKeySweep(DataKeyCache cache) {
        this.cache = cache;
    }

    private Duration step() {
        cache.sweep();
        return INTERVAL;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        thread.start();
    }

    @Override
    @PreDestroy
    public void close() {
        thread.close();
    }
}
