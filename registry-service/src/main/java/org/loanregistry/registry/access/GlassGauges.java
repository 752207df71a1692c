package org.loanregistry.registry.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Broken glass that waits for a review, as gauges; not a number before the first look. Knows no database: that has gauges too. */
@Singleton
final class GlassGauges implements MeterBinder {
    private final AtomicReference<GlassStore.@Nullable Waiting> seen = new AtomicReference<>();

    void show(GlassStore.Waiting waiting) {
        seen.set(waiting);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("registry.glass.unreviewed", seen, last -> {
                    GlassStore.Waiting waiting = last.get();
                    return waiting == null ? Double.NaN : waiting.unreviewed();
                })
                .register(registry);
        Gauge.builder("registry.glass.overdue", seen, last -> {
                    GlassStore.Waiting waiting = last.get();
                    return waiting == null ? Double.NaN : waiting.overdue();
                })
                .register(registry);
    }
}
