package org.loanregistry.registry.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.DedicatedSession;
import org.loanregistry.registry.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads the log when nobody else does, integrates what waits, and signs each new head. */
final class SequencerJob implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SequencerJob.class);
    /** Bounds the memory and the commit time of one batch. */
    static final int BATCH_LEAVES = 20_000;

    private static final Duration FOLLOWER_REST = Duration.ofSeconds(1);
    private static final Duration BROKEN_REST = Duration.ofMinutes(1);

    private final LogName log;
    private final DatabaseLogin login;
    private final SequencerParts parts;
    private final CheckpointSigner signer;
    private final LogStatus status;
    private final Duration interval;
    private final JobThread thread;
    /** Held by whoever changes the tree, until the change is committed. */
    private final ReentrantLock lead = new ReentrantLock();

    private @Nullable Sequencer leader;

    SequencerJob(
            LogName log,
            DatabaseLogin login,
            SequencerParts parts,
            CheckpointSigner signer,
            LogStatus status,
            Duration interval) {
        this.log = log;
        this.login = login;
        this.parts = parts;
        this.signer = signer;
        this.status = status;
        this.interval = interval;
        this.thread = new JobThread("sequencer-" + log.text(), this::step);
    }

    /** "LRSQ" and the log's id: the key of the leader's advisory lock. */
    static long leaderLock(LogName log) {
        return 0x4C52_5351_0000_0000L | log.id();
    }

    void start() {
        thread.start();
    }

    /** One attempt to lead and one batch; says how long to rest. */
    Duration step() {
        lead.lock();
        try {
            return leadOrFollow();
        } finally {
            lead.unlock();
        }
    }

    private Duration leadOrFollow() {
        try {
            var sequencer = leader == null ? lead() : leader;
            if (sequencer == null) {
                return FOLLOWER_REST;
            }
            leader = sequencer;
            status.leads(true);
            var waiting = sequencer.integrate(BATCH_LEAVES);
            signer.sign(log, sequencer.size());
            status.integrated(sequencer.size());
            return waiting == BATCH_LEAVES ? Duration.ZERO : interval;
        } catch (LostLeadershipException e) {
            LOGGER.info("{}; stepping down", e.getMessage());
            stepDown();
            return FOLLOWER_REST;
        } catch (HistoryException e) {
            LOGGER.error("the sequencer of log {} stops: {}", log.text(), e.getMessage());
            status.sequencerProblem(e.getMessage());
            stepDown();
            return BROKEN_REST;
        } catch (RuntimeException e) {
            LOGGER.warn("a batch of log {} failed and is tried again", log.text(), e);
            status.sequencerProblem("a batch failed, see the service's log");
            stepDown();
            return FOLLOWER_REST;
        }
    }

    /**
     * Runs work that records leaves in one transaction of the pool's. If this process leads they are integrated in that
     * very transaction, else they are put in the outbox.
     */
    <T extends @Nullable Object> T record(
            Database database, LeafQueue outbox, BiFunction<Transaction, LeafSink, T> work) {
        try {
            return database.inTransaction(tx -> {
                List<NewLeaf> leaves = new ArrayList<>();
                var result = work.apply(tx, leaves::addAll);
                if (!leaves.isEmpty()) {
                    lead.lock();
                    integrateOrQueue(tx, outbox, leaves);
                }
                return result;
            });
        } catch (RuntimeException e) {
            if (lead.isHeldByCurrentThread()) {
                // The tree may be ahead of the database.
                stepDown();
            }
            throw e;
        } finally {
            if (lead.isHeldByCurrentThread()) {
                lead.unlock();
            }
        }
    }

    private void integrateOrQueue(Transaction tx, LeafQueue outbox, List<NewLeaf> leaves) {
        if (leader != null && leader.holds(tx)) {
            outbox.check(log, leaves);
            leader.integrate(tx, leaves);
        } else {
            outbox.append(tx, log, leaves);
        }
    }

    private @Nullable Sequencer lead() {
        var session = DedicatedSession.locking(login, leaderLock(log));
        if (session.isEmpty()) {
            return null;
        }
        try {
            return Sequencer.lead(log, parts, session.get());
        } catch (RuntimeException e) {
            session.get().close();
            throw e;
        }
    }

    private void stepDown() {
        status.leads(false);
        if (leader != null) {
            try {
                leader.close();
            } catch (RuntimeException e) {
                LOGGER.debug("the leader's connection was gone already", e);
            }
            leader = null;
        }
    }

    /** Ends the thread and gives up the lead. */
    @Override
    public void close() {
        thread.close();
        lead.lock();
        try {
            stepDown();
        } finally {
            lead.unlock();
        }
    }
}
