package org.loanregistry.registry.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The sizes of the logs as gauges. */
@Singleton
final class LogMetrics implements MeterBinder {
    private final StatusBoard board;

    LogMetrics(StatusBoard board) {
        this.board = board;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var log : LogName.values()) {
            var status = board.of(log);
            gauge(registry, log, "registry.log.integrated.size", status, LogStatus::integratedSize);
            gauge(registry, log, "registry.log.anchored.size", status, LogStatus::anchoredSize);
            gauge(registry, log, "registry.log.lag", status, LogStatus::lag);
        }
    }

    private static void gauge(
            MeterRegistry registry, LogName log, String name, LogStatus status, ToDoubleFunction<LogStatus> value) {
        Gauge.builder(name, status, value).tag("log", log.text()).register(registry);
    }
}
