package org.loanregistry.verifier;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Judges many bundles at once, on as many threads as there are processors, and hands back the verdicts in order. */
final class VerdictPool implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /** Starts all. */
    List<Future<Verdict>> start(List<Callable<Verdict>> judgements) {
        return judgements.stream().map(threads::submit).toList();
    }

    /** Waits for one; what it threw is thrown here. */
    static Verdict take(Future<Verdict> verdict) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Abandons what is not done. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
