package org.loanregistry.registry.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** The sizes of the log as gauges. */
@Singleton
final class LogMetrics implements MeterBinder {
    private final LogStatus status;

    LogMetrics(LogStatus status) {
        this.status = status;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("registry.log.integrated.size", status, LogStatus::integratedSize)
                .register(registry);
        Gauge.builder("registry.log.anchored.size", status, LogStatus::anchoredSize)
                .register(registry);
        Gauge.builder("registry.log.lag", status, LogStatus::lag).register(registry);
    }
}
