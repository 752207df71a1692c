package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How each log is, for health and metrics. */
@Singleton
final class StatusBoard {
    private final Map<LogName, LogStatus> byLog = new EnumMap<>(LogName.class);

    StatusBoard() {
        for (var log : LogName.values()) {
            byLog.put(log, new LogStatus());
        }
    }

    LogStatus of(LogName log) {
        return Objects.requireNonNull(byLog.get(log));
    }
}
