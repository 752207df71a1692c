package org.loanregistry.registry.log;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that takes one step after another, each step saying how long to rest before the next. */
public final class JobThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Supplier<Duration> step;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    /** A thread that is not started yet. */
    public JobThread(String name, Supplier<Duration> step) {
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Takes the first step and goes on until closed. */
    public void start() {
        thread.start();
    }

    /** Ends a rest early. */
    public void wake() {
        wake.release();
    }

    private void run() {
        while (!stopping) {
            var rest = takeStep();
            try {
                if (wake.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration takeStep() {
        try {
            return step.get();
        } catch (RuntimeException e) {
            LOGGER.error("{} failed, goes on", thread.getName(), e);
            return AFTER_FAILURE;
        }
    }

    /** Lets the step under way end, then returns; at most ten seconds. */
    @Override
    public void close() {
        stopping = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
