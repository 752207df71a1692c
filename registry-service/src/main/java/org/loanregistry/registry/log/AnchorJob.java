package org.loanregistry.registry.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Anchors at an interval; says each new trouble once, and rests longer while it lasts. */
final class AnchorJob implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AnchorJob.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final LogName log;
    private final Anchorer anchorer;
    private final LogStatus status;
    private final Duration interval;
    private final JobThread thread;
    private Duration rest;
    private @Nullable String trouble;

    AnchorJob(LogName log, Anchorer anchorer, LogStatus status, Duration interval) {
        this.log = log;
        this.anchorer = anchorer;
        this.status = status;
        this.interval = interval;
        this.rest = interval;
        this.thread = new JobThread("anchor-" + log.text(), this::step);
    }

    void start() {
        thread.start();
    }

    /** One attempt to anchor; says how long to rest. */
    Duration step() {
        try {
            return outcome();
        } catch (LedgerUnavailableException e) {
            return troubled("the ledger does not answer: " + e.getMessage());
        } catch (HistoryException e) {
            return troubled(e.getMessage());
        }
    }

    private Duration outcome() {
        var step = anchorer.step();
        anchorer.lastCosigning().ifPresent(status::cosigned);
        return switch (step) {
            case AnchorStep.UpToDate _, AnchorStep.Anchored _ -> well();
            case AnchorStep.NotRegistered _ -> troubled("the log is not registered on the ledger");
            case AnchorStep.FewCosignatures(int cosigned, int wanted, var troubles) ->
                troubled(cosigned + " banks' witnesses cosigned the head, want " + wanted + ": "
                        + String.join("; ", troubles));
            case AnchorStep.Refused refused ->
                troubled("the ledger refused the head, " + refused.code() + ": " + refused.sentence());
            case AnchorStep.Unknown unknown ->
                troubled("what became of transaction " + unknown.transactionId() + " is unknown (" + unknown.detail()
                        + "), asking again");
        };
    }

    private Duration well() {
        anchorer.lastSeen()
                .ifPresent(head ->
                        status.anchored(head.checkpoint().treeSize(), Instant.ofEpochSecond(head.epochSeconds())));
        if (trouble != null) {
            LOGGER.info("anchoring of log {} works again", log.text());
            trouble = null;
        }
        status.ledgerProblem(null);
        rest = interval;
        return rest;
    }

    private Duration troubled(@Nullable String what) {
        if (!Objects.equals(what, trouble)) {
            LOGGER.warn("log {}: {}; recording goes on, anchoring is tried again", log.text(), what);
            trouble = what;
        }
        status.ledgerProblem(what);
        var now = rest;
        var doubled = rest.multipliedBy(2);
        rest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
        return now;
    }

    @Override
    public void close() {
        thread.close();
    }
}
