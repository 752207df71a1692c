package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the logs are, looked up at an interval by a thread of its own, so that who asks waits for no database. Where the
 * thread does not run, it is looked up when asked. Safe for many threads.
 */
@Singleton
final class Stages implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Stages.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Later, for the pool is measured itself and wants the metrics first. */
    private final Provider<Database> database;

    private final InstantSource clock;
    private final StageStore store = new StageStore();
    private final JobThread thread = new JobThread("stages", this::step);
    private volatile boolean running;
    private volatile @Nullable Sample sample;
    private @Nullable String heldAt;
    private Instant heldSince = Instant.EPOCH;
    private final Map<LogName, Instant> ledAt = new EnumMap<>(LogName.class);

    Stages(Provider<Database> database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was seen at one time.
     *
     * @param horizonAge how long a running transaction has kept the sequencers' horizon where it is
     * @param unled for how long nobody has been seen to lead each log
     */
    record Sample(Instant at, Map<LogName, LogStages> logs, Duration horizonAge, Map<LogName, Duration> unled) {
        Sample {
            logs = Map.copyOf(logs);
            unled = Map.copyOf(unled);
        }
    }

    /** The first look is taken here: whoever asks between the start and the thread's first step would hear of no database. */
    void start() {
        step();
        running = true;
        thread.start();
    }

    private Duration step() {
        try {
            sample = look();
        } catch (RuntimeException e) {
            LOGGER.debug("the stages of the logs are not known now", e);
        }
        return INTERVAL;
    }

    /** The newest sample; empty while the database has not answered yet. */
    Optional<Sample> newest() {
        if (!running) {
            step();
        }
        return Optional.ofNullable(sample);
    }

    /** The newest sample, unless the database has not answered for {@code limit}. */
    Optional<Sample> within(Duration limit) {
        return newest().filter(seen -> age(seen).compareTo(limit) <= 0);
    }

    private Duration age(Sample seen) {
        return Duration.between(seen.at(), clock.instant());
    }

    private synchronized Sample look() {
        Map<LogName, LogStages> logs = new EnumMap<>(LogName.class);
        var held = database.get().read(tx -> {
            for (var log : LogName.values()) {
                logs.put(log, store.read(tx, log));
            }
            return store.heldHorizon(tx);
        });
        var now = clock.instant();
        if (held.isEmpty() || !held.get().equals(heldAt)) {
            heldAt = held.orElse(null);
            heldSince = now;
        }
        Map<LogName, Duration> unled = new EnumMap<>(LogName.class);
        logs.forEach((log, stages) -> {
            if (stages.isLed() || !ledAt.containsKey(log)) {
                ledAt.put(log, now);
            }
            unled.put(log, Duration.between(ledAt.getOrDefault(log, now), now));
        });
        return new Sample(now, logs, Duration.between(heldSince, now), unled);
    }

    @Override
    @PreDestroy
    public void close() {
        thread.close();
    }
}
