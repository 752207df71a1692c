package org.loanregistry.registry.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.TooBusy;

/**
 * Work of many callers that waits together and is committed together: what comes while a group is committed makes the next
 * one, so that groups grow with the load and a lone caller waits for nobody. The queue is bounded; whom it has no room for
 * is told so at once. Safe for many threads.
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private final Limits limits;
    private final Function<List<T>, List<R>> work;
    private final LinkedBlockingQueue<Waiting<T, R>> queue = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /**
     * Bounds.
     *
     * @param groupWeight a group that weighs this much takes no more items
     * @param groupItems the most items of one group
     * @param queueWeight the most that may wait or be under way
     * @param threads groups committed at a time
     */
    public record Limits(int groupWeight, int groupItems, int queueWeight, int threads) {
        /** Refuses what is not positive. */
        public Limits {
            if (groupWeight < 1 || groupItems < 1 || queueWeight < 1 || threads < 1) {
                throw new IllegalArgumentException("every limit must be at least 1");
            }
        }
    }

    /** An item, or without one the sign to end. */
    private record Waiting<T, R>(@Nullable T item, int weight, CompletableFuture<R> result) {}

    /**
     * Starts the threads.
     *
     * @param work commits the items of a group in one transaction and gives a result for each, in their order; it may be
     *     called again with fewer of them after it threw
     */
    public GroupCommit(String name, Limits limits, Function<List<T>, List<R>> work) {
        this.limits = limits;
        this.work = work;
        this.room = new Semaphore(limits.queueWeight());
        for (int i = 0; i < limits.threads(); i++) {
            threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::run));
        }
    }

    /**
     * Waits for the item's group and gives its result, or throws what became of it.
     *
     * @throws TooBusy if there is no room, or the end has begun; nothing was done then
     */
    public R submit(T item, int weight) {
        var result = new CompletableFuture<R>();
        synchronized (this) {
            if (closed || !room.tryAcquire(weight)) {
                throw new TooBusy();
            }
            queue.add(new Waiting<>(item, weight, result));
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            room.release(weight);
        }
    }

    /** How much waits or is under way. */
    public int waiting() {
        return limits.queueWeight() - room.availablePermits();
    }

    private void run() {
        try {
            while (true) {
                var group = nextGroup();
                if (group.isEmpty()) {
                    return;
                }
                commit(group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting<T, R>> nextGroup() throws InterruptedException {
        List<Waiting<T, R>> group = new ArrayList<>();
        int weight = 0;
        var next = queue.take();
        while (next != null) {
            if (next.item() == null) {
                queue.add(next); // for the other threads
                return group;
            }
            group.add(next);
            weight += next.weight();
            next = weight < limits.groupWeight() && group.size() < limits.groupItems() ? queue.poll() : null;
        }
        return group;
    }

    private void commit(List<Waiting<T, R>> group) {
        try {
            List<T> items = new ArrayList<>();
            for (var waiting : group) {
                if (waiting.item() != null) {
                    items.add(waiting.item());
                }
            }
            var results = work.apply(items);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException e) {
            if (group.size() > 1 && mayBeOneItemsFault(e)) {
                group.forEach(one -> commit(List.of(one)));
            } else {
                group.forEach(one -> one.result().completeExceptionally(e));
            }
        } catch (Error e) {
            group.forEach(one -> one.result().completeExceptionally(e));
            throw e;
        }
    }

    /** Not if the database is away, is stopping or has no resources left (classes 08, 57, 53): then all would fail. */
    private static boolean mayBeOneItemsFault(RuntimeException e) {
        return !(e instanceof DataAccessException failure)
                || !(failure.sqlState().startsWith("08")
                        || failure.sqlState().startsWith("57")
                        || failure.sqlState().startsWith("53")
                        || failure.sqlState().equals("00000"));
    }

    /** Takes nothing more, commits what waits, and returns when that is done. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(new Waiting<>(null, 0, new CompletableFuture<>()));
        }
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
