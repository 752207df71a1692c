package org.loanregistry.registry.cli.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition in another process, which can only be asked again and again. */
final class Wait {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Wait() {}

    /**
     * Asks until the condition holds.
     *
     * @throws DemoFailedException if it does not within {@code limit}
     */
    static void until(String what, Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailedException(what + ": not within " + limit.toSeconds() + " s");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailedException(what + ": interrupted", e);
            }
        }
    }
}
