package org.loanregistry.network.fabric;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work for every organisation at once. */
final class InParallel {
    private InParallel() {}

    /** What is done for one of them. */
    interface Work<T> {
        /** Does it. */
        void on(T one) throws IOException, InterruptedException;
    }

    /** Returns when all is done; of several failures it throws the first in order. */
    static <T> void each(Collection<T> all, Work<T> work) throws IOException, InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> started = new ArrayList<>();
            for (T one : all) {
                started.add(executor.submit(() -> {
                    work.on(one);
                    return one;
                }));
            }
            for (Future<?> task : started) {
                await(task);
            }
        }
    }

    private static void await(Future<?> task) throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
