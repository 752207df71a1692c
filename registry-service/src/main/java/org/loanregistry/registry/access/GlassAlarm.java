package org.loanregistry.registry.access;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.JobThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a minute how much broken glass nobody has reviewed, and says so in the service's log where it is too late. */
@Singleton
final class GlassAlarm implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GlassAlarm.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final GlassGauges gauges;
    private final GlassStore store = new GlassStore();
    private final JobThread thread = new JobThread("broken-glass", this::step);

    GlassAlarm(Database database, GlassGauges gauges, InstantSource clock) {
        this.database = database;
        this.gauges = gauges;
        this.clock = clock;
    }

    /** Counts now. */
    GlassStore.Waiting look() {
        GlassStore.Waiting waiting = database.read(tx -> store.waiting(tx, clock.instant()));
        gauges.show(waiting);
        if (waiting.overdue() > 0) {
            LOGGER.warn(
                    "{} broken glasses are past their time of review, of {} that nobody has reviewed",
                    waiting.overdue(),
                    waiting.unreviewed());
        }
        return waiting;
    }

    private Duration step() {
        look();
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
