package org.loanregistry.registry.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.loanregistry.registry.database.DatabaseLogin;

/** A sequencer for each log. */
@Singleton
final class SequencerJobs implements AutoCloseable {
    private final Map<LogName, SequencerJob> byLog = new EnumMap<>(LogName.class);

    SequencerJobs(
            DatabaseLogin login, SequencerParts parts, CheckpointSigner signer, StatusBoard board, Settings settings) {
        for (var log : LogName.values()) {
            byLog.put(log, new SequencerJob(log, login, parts, signer, board.of(log), settings.sequencerInterval()));
        }
    }

    SequencerJob of(LogName log) {
        return Objects.requireNonNull(byLog.get(log));
    }

    void start() {
        byLog.values().forEach(SequencerJob::start);
    }

    @Override
    @PreDestroy
    public void close() {
        byLog.values().forEach(SequencerJob::close);
    }
}
