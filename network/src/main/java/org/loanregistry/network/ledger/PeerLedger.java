package org.loanregistry.network.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * One peer's own copy: state, transaction index, height. Simulations hold the read lock, so that each sees the state
 * between two blocks; only the committing thread writes.
 */
public final class PeerLedger {
    private final WorldState state = new WorldState();
    private final Map<String, Commit> commits = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Commit>> waiting = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock stateLock = new ReentrantReadWriteLock();
    private final ReentrantLock heightLock = new ReentrantLock();
    private final Condition grown = heightLock.newCondition();
    private long height;
    private boolean closed;

    PeerLedger(ChaincodeDefinition definition) {
        state.put(
                ChaincodeDefinition.LIFECYCLE,
                definition.sequenceKey(),
                new VersionedValue(definition.sequenceValue(), new Version(0, 0)));
    }

    /** A simulation against the present state; the same thread must close it. */
    public Simulation simulate() {
        stateLock.readLock().lock();
        return new Simulation(state, stateLock.readLock()::unlock);
    }

    /** Number of blocks. */
    public long height() {
        heightLock.lock();
        try {
            return height;
        } finally {
            heightLock.unlock();
        }
    }

    /** What became of a transaction, if it is in a block. */
    public Optional<Commit> find(String transactionId) {
        return Optional.ofNullable(commits.get(transactionId));
    }

    /** Completes when the transaction is in a block; exceptionally when the ledger closes first. */
    public CompletableFuture<Commit> whenCommitted(String transactionId) {
        CompletableFuture<Commit> shared = waiting.computeIfAbsent(transactionId, id -> new CompletableFuture<>());
        Commit known = commits.get(transactionId);
        if (known != null) {
            waiting.remove(transactionId, shared);
            return CompletableFuture.completedFuture(known);
        }
        return shared.copy();
    }

    /** Waits at most `maxNanos` until the peer has `blocks` blocks; false if the ledger is closed. */
    public boolean awaitHeight(long blocks, long maxNanos) throws InterruptedException {
        heightLock.lock();
        try {
            long left = maxNanos;
            while (height < blocks && !closed && left > 0) {
                left = grown.awaitNanos(left);
            }
            return !closed;
        } finally {
            heightLock.unlock();
        }
    }

    /** The codes of a block's transactions against this peer's state and index; changes nothing. */
    List<TxValidationCode> decide(long blockNumber, List<ExaminedTransaction> transactions) {
        List<TxValidationCode> codes = new ArrayList<>();
        Set<String> passed = new HashSet<>();
        BlockUpdates updates = new BlockUpdates(state);
        for (ExaminedTransaction transaction : transactions) {
            TxValidationCode code = decide(transaction, passed, updates);
            if (code == TxValidationCode.VALID) {
                updates.add(transaction, new Version(blockNumber, codes.size()));
            }
            codes.add(code);
        }
        return codes;
    }

    private TxValidationCode decide(ExaminedTransaction transaction, Set<String> passed, BlockUpdates updates) {
        if (transaction.form() != TxValidationCode.VALID) {
            return transaction.form();
        }
        if (commits.containsKey(transaction.transactionId())) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        if (transaction.endorsement() != TxValidationCode.VALID) {
            return transaction.endorsement();
        }
        if (!passed.add(transaction.transactionId())) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        for (ExaminedTransaction.Namespace namespace : transaction.namespaces()) {
            if (!namespace.set().getReadsList().stream().allMatch(read -> updates.isAsRead(namespace.name(), read))) {
                return TxValidationCode.MVCC_READ_CONFLICT;
            }
            if (!namespace.set().getRangeQueriesInfoList().stream()
                    .allMatch(range -> updates.isAsRead(namespace.name(), range))) {
                return TxValidationCode.PHANTOM_READ_CONFLICT;
            }
        }
        return TxValidationCode.VALID;
    }

    void commit(long blockNumber, List<ExaminedTransaction> transactions, List<TxValidationCode> codes) {
        stateLock.writeLock().lock();
        try {
            for (int i = 0; i < transactions.size(); i++) {
                if (codes.get(i) == TxValidationCode.VALID) {
                    Version version = new Version(blockNumber, i);
                    transactions
                            .get(i)
                            .namespaces()
                            .forEach(namespace -> namespace
                                    .set()
                                    .getWritesList()
                                    .forEach(write -> state.apply(namespace.name(), write, version)));
                }
            }
        } finally {
            stateLock.writeLock().unlock();
        }
        heightLock.lock();
        try {
            height = blockNumber + 1;
            grown.signalAll();
        } finally {
            heightLock.unlock();
        }
        for (int i = 0; i < transactions.size(); i++) {
            announce(transactions.get(i).transactionId(), new Commit(blockNumber, codes.get(i)));
        }
    }

    private void announce(String transactionId, Commit commit) {
        if (transactionId.isEmpty()) {
            return;
        }
        Commit first = commits.putIfAbsent(transactionId, commit);
        CompletableFuture<Commit> waiter = waiting.remove(transactionId);
        if (waiter != null) {
            waiter.complete(first == null ? commit : first);
        }
    }

    void close() {
        heightLock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            heightLock.unlock();
        }
        waiting.values().forEach(waiter -> waiter.completeExceptionally(new IllegalStateException("channel closed")));
    }
}
