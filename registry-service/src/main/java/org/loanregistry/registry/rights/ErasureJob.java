package org.loanregistry.registry.rights;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.loanregistry.registry.log.JobThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out erasures whose last hold has ended, once a minute; two processes do no harm to each other. */
@Singleton
final class ErasureJob implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErasureJob.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Eraser eraser;
    private final JobThread thread = new JobThread("erasures", this::step);

    ErasureJob(Eraser eraser) {
        this.eraser = eraser;
    }

    private Duration step() {
        int done = eraser.carryOutDue();
        if (done > 0) {
            LOGGER.info("{} erasures carried out whose holds have ended", done);
        }
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
