package org.loanregistry.verifier;

/** Time since it was made, never zero. */
final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();

    double seconds() {
        return Math.max(1, System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
