package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An anchorer for each log; none where no ledger is configured. */
@Singleton
final class AnchorJobs implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AnchorJobs.class);

    private final Map<LogName, AnchorJob> byLog = new EnumMap<>(LogName.class);
    private final StatusBoard board;

    AnchorJobs(
            LedgerLink link,
            Database database,
            HistoryGuard guard,
            WitnessPanel witnesses,
            StatusBoard board,
            Settings settings,
            InstantSource clock) {
        this.board = board;
        link.ledger().ifPresent(ledger -> {
            for (var log : LogName.values()) {
                var anchorer = new Anchorer(log, settings.origin(log), database, ledger, guard, witnesses, clock);
                byLog.put(log, new AnchorJob(log, anchorer, board.of(log), settings.anchorInterval()));
            }
        });
    }

    /** The job of a log; only where a ledger is configured. */
    AnchorJob of(LogName log) {
        return Objects.requireNonNull(byLog.get(log), "no ledger is configured");
    }

    void start() {
        byLog.values().forEach(AnchorJob::start);
        if (byLog.isEmpty()) {
            LOGGER.warn("no ledger is configured: everything is recorded, nothing is anchored or published");
            for (var log : LogName.values()) {
                board.of(log).ledgerProblem("no ledger is configured");
            }
        }
    }

    @Override
    @PreDestroy
    public void close() {
        byLog.values().forEach(AnchorJob::close);
    }
}
