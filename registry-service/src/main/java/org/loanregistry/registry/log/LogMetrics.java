package org.loanregistry.registry.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Every stage of the logs and every lag as gauges; not a number while the database does not answer. */
@Singleton
final class LogMetrics implements MeterBinder {
    private static final double MILLIS = 1_000;

    private final StatusBoard board;
    private final Stages stages;
    private final HealthLimits limits;

    LogMetrics(StatusBoard board, Stages stages, HealthLimits limits) {
        this.board = board;
        this.stages = stages;
        this.limits = limits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var log : LogName.values()) {
            stage(registry, log, "registry.log.recorded.size", LogStages::recorded);
            stage(registry, log, "registry.log.queued", LogStages::queued);
            stage(registry, log, "registry.log.integrated.size", LogStages::integrated);
            stage(registry, log, "registry.log.signed.size", LogStages::signed);
            stage(registry, log, "registry.log.anchored.size", LogStages::anchored);
            stage(registry, log, "registry.log.lag", far -> Math.max(0, far.integrated() - far.anchored()));
            stage(registry, log, "registry.log.lag.seconds", far -> seconds(far.lag()));
            stage(registry, log, "registry.log.queued.seconds", far -> seconds(far.queuedFor()));
            stage(registry, log, "registry.log.led", far -> far.isLed() ? 1 : 0);
            var status = board.of(log);
            status(registry, log, "registry.log.leads", one -> one.leads() ? 1 : 0);
            status(registry, log, "registry.log.cosigned.size", one -> number(one, Cosigning::size));
            status(registry, log, "registry.log.cosignatures", one -> number(one, Cosigning::got));
            status(registry, log, "registry.log.cosignatures.wanted", one -> number(one, Cosigning::wanted));
            Gauge.builder("registry.log.last.anchor.seconds", status, LogMetrics::lastAnchor)
                    .tag("log", log.text())
                    .register(registry);
        }
        Gauge.builder(
                        "registry.horizon.age.seconds",
                        stages,
                        all -> all.within(limits.silence())
                                .map(seen -> seconds(seen.horizonAge()))
                                .orElse(Double.NaN))
                .register(registry);
        Gauge.builder(
                        "registry.database.up",
                        stages,
                        all -> all.within(limits.silence()).map(_ -> 1.0).orElse(0.0))
                .register(registry);
    }

    private void stage(MeterRegistry registry, LogName log, String name, ToDoubleFunction<LogStages> value) {
        Gauge.builder(
                        name,
                        stages,
                        all -> all.within(limits.silence())
                                .map(seen -> seen.logs().get(log))
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .tag("log", log.text())
                .register(registry);
    }

    private void status(MeterRegistry registry, LogName log, String name, ToDoubleFunction<LogStatus> value) {
        Gauge.builder(name, board.of(log), value).tag("log", log.text()).register(registry);
    }

    private static double number(LogStatus status, ToDoubleFunction<Cosigning> value) {
        return status.cosigning().map(value::applyAsDouble).orElse(0.0);
    }

    /** The epoch second of the newest anchor, as Prometheus wants times. */
    private static double lastAnchor(LogStatus status) {
        return status.lastAnchor().map(at -> (double) at.getEpochSecond()).orElse(0.0);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
