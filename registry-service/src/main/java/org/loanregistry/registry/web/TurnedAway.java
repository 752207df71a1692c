package org.loanregistry.registry.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests for which there was no room. Safe for many threads. */
@Singleton
final class TurnedAway implements MeterBinder {
    private final LongAdder requests = new LongAdder();

    void count() {
        requests.increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("registry.requests.turned.away", requests, LongAdder::sum)
                .register(registry);
    }
}
