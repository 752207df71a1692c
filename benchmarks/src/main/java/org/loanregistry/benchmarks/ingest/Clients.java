package org.loanregistry.benchmarks.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers that work at the same time. */
final class Clients {
    private Clients() {}

    /** What one of them does; {@code client} counts from 0. */
    @FunctionalInterface
    interface Work {
        void run(int client) throws Exception;
    }

    /** Runs them all to their ends; the first failure is thrown. */
    static void run(int clients, Work work) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(pool.submit(() -> {
                    work.run(client);
                    return 0;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
    }

    /** How many a second were {@code count} of them, done by {@code work}. */
    static double rate(int count, Timed work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return count * 1e9 / (System.nanoTime() - begun);
    }

    /** Work whose time counts. */
    @FunctionalInterface
    interface Timed {
        void run() throws Exception;
    }
}
