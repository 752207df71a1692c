package org.loanregistry.registry.log;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the history before the service begins, and starts the jobs of the log with the server. */
@Singleton
public final class LogStart implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogStart.class);

    private final HistoryGuard guard;
    private final LedgerLink link;
    private final Settings settings;
    private final SequencerJobs sequencers;
    private final AnchorJobs anchorers;
    private final Stages stages;
    private final StaticExport export;

    LogStart(
            HistoryGuard guard,
            LedgerLink link,
            Settings settings,
            SequencerJobs sequencers,
            AnchorJobs anchorers,
            Stages stages,
            StaticExport export) {
        this.guard = guard;
        this.link = link;
        this.settings = settings;
        this.sequencers = sequencers;
        this.anchorers = anchorers;
        this.stages = stages;
        this.export = export;
    }

    /**
     * Compares each log with itself and with the ledger. A ledger that does not answer is no reason not to start: the
     * comparison is made before the first anchor then.
     *
     * @throws HistoryException if they disagree; the service must not start
     */
    public void check() {
        for (var log : LogName.values()) {
            check(log);
        }
    }

    private void check(LogName log) {
        var size = guard.checkTree(log);
        try {
            link.ledger().flatMap(ledger -> ledger.head(settings.origin(log))).ifPresent(head -> {
                guard.checkHead(log, head);
                LOGGER.info(
                        "log {} of size {} leads on from the ledger's head of size {}",
                        log.text(),
                        size,
                        head.checkpoint().treeSize());
            });
        } catch (LedgerUnavailableException e) {
            LOGGER.warn(
                    "the ledger does not answer ({}); the history is compared before the first anchor", e.getMessage());
        }
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        sequencers.start();
        anchorers.start();
        stages.start();
        export.start();
    }
}
