package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.registry.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Anchors at an interval; says each new trouble once, and rests longer while it lasts. */
@Singleton
final class AnchorJob implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AnchorJob.class);
    private static final LogName LOG = LogName.RECORDS;
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final @Nullable Anchorer anchorer;
    private final LogStatus status;
    private final Duration interval;
    private final JobThread thread;
    private Duration rest;
    private @Nullable String trouble;

    AnchorJob(LedgerLink link, Database database, HistoryGuard guard, LogStatus status, Settings settings) {
        this.anchorer = link.ledger()
                .map(ledger -> new Anchorer(LOG, settings.origin(LOG), database, ledger, guard))
                .orElse(null);
        this.status = status;
        this.interval = settings.anchorInterval();
        this.rest = interval;
        this.thread = new JobThread("anchor-" + LOG.text(), this::step);
    }

    void start() {
        if (anchorer == null) {
            LOGGER.warn("no ledger is configured: everything is recorded, nothing is anchored or published");
            status.ledgerProblem("no ledger is configured");
        } else {
            thread.start();
        }
    }

    /** One attempt to anchor; says how long to rest. */
    Duration step() {
        try {
            return outcome(Objects.requireNonNull(anchorer));
        } catch (LedgerUnavailableException e) {
            return troubled("the ledger does not answer: " + e.getMessage());
        } catch (HistoryException e) {
            return troubled(e.getMessage());
        }
    }

    private Duration outcome(Anchorer working) {
        return switch (working.step()) {
            case AnchorStep.UpToDate _, AnchorStep.Anchored _ -> well(working);
            case AnchorStep.NotRegistered _ -> troubled("the log is not registered on the ledger");
            case AnchorStep.Refused refused ->
                troubled("the ledger refused the head, " + refused.code() + ": " + refused.sentence());
            case AnchorStep.Unknown unknown ->
                troubled("what became of transaction " + unknown.transactionId() + " is unknown (" + unknown.detail()
                        + "), asking again");
        };
    }

    private Duration well(Anchorer working) {
        working.lastSeen()
                .ifPresent(head ->
                        status.anchored(head.checkpoint().treeSize(), Instant.ofEpochSecond(head.epochSeconds())));
        if (trouble != null) {
            LOGGER.info("anchoring works again");
            trouble = null;
        }
        status.ledgerProblem(null);
        rest = interval;
        return rest;
    }

    private Duration troubled(@Nullable String what) {
        if (!Objects.equals(what, trouble)) {
            LOGGER.warn("{}; recording goes on, anchoring is tried again", what);
            trouble = what;
        }
        status.ledgerProblem(what);
        var now = rest;
        var doubled = rest.multipliedBy(2);
        rest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
        return now;
    }

    @Override
    @PreDestroy
    public void close() {
        if (anchorer != null) {
            thread.close();
        }
    }
}
