package org.loanregistry.benchmarks.privacy;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures operations in turn, a short slice each, again and again: what disturbs the machine disturbs all of them. The clock
 * is the thread's CPU time, so that waiting for a processor counts for nothing. One thread.
 */
final class Slices {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long sliceNanos;
    private final long warmUpNanos;
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    /** Slices of {@code slice} CPU time, after {@code warmUp} of each operation. */
    Slices(Duration slice, Duration warmUp) {
        this.sliceNanos = slice.toNanos();
        this.warmUpNanos = warmUp.toNanos();
    }

    private static final class Measured {
        final Operation operation;
        final List<Double> nanos = new ArrayList<>();
        int calls = 1;

        Measured(Operation operation) {
            this.operation = operation;
        }

        long run() throws Exception {
            long begun = THREADS.getCurrentThreadCpuTime();
            long sum = 0;
            for (int i = 0; i < calls; i++) {
                sum += operation.run();
            }
            long taken = THREADS.getCurrentThreadCpuTime() - begun;
            if (sum < calls) {
                throw new IllegalStateException("an operation gave nothing");
            }
            return Math.max(1, taken);
        }
    }

    void add(String name, Operation operation) {
        if (measured.put(name, new Measured(operation)) != null) {
            throw new IllegalArgumentException("the operation " + name + " stands twice");
        }
    }

    /** Warms up all operations and finds how many calls fill a slice, then measures the rounds. */
    void run(int rounds) throws Exception {
        for (var one : measured.values()) {
            warmUp(one);
        }
        // Once more: by then the compiler has seen all of them, and compiled again what they share.
        for (var one : measured.values()) {
            warmUp(one);
        }
        for (int round = 0; round < rounds; round++) {
            for (var one : measured.values()) {
                one.nanos.add(one.run() / (double) one.calls);
            }
        }
    }

    private void warmUp(Measured one) throws Exception {
        long used = 0;
        long last;
        do {
            last = one.run();
            used += last;
            one.calls = (int) Math.clamp(one.calls * (double) sliceNanos / last, 1, 4.0 * one.calls);
        } while (used < warmUpNanos || last < sliceNanos / 2);
    }

    /** Nanoseconds a call, the median of the rounds. */
    double nanos(String name) {
        return median(round -> nanos(name, round));
    }

    /** How many times as long one takes as the other in the same round, the median of the rounds. */
    double ratio(String name, String other) {
        return median(round -> nanos(name, round) / nanos(other, round));
    }

    private double nanos(String name, int round) {
        var one = measured.get(name);
        if (one == null) {
            throw new IllegalArgumentException("no operation " + name);
        }
        return one.nanos.get(round);
    }

    private double median(ToDoubleFunction<Integer> figure) {
        int rounds = measured.values().iterator().next().nanos.size();
        var sorted = IntStream.range(0, rounds)
                .mapToDouble(figure::applyAsDouble)
                .sorted()
                .toArray();
        return sorted[(rounds - 1) / 2];
    }

    void print(PrintStream out) {
        measured.keySet().forEach(name -> out.printf(Locale.ROOT, "  %-36s %,10.0f ns%n", name, nanos(name)));
    }
}
