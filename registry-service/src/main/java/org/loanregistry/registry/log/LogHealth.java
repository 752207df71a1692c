package org.loanregistry.registry.log;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Sizes, lag and troubles of the logs. A ledger that is away degrades the answer; a tree that is wrong takes it down. */
@Singleton
final class LogHealth implements HealthIndicator {
    private static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "recording works, anchoring does not", true, null);

    private final StatusBoard board;

    LogHealth(StatusBoard board) {
        this.board = board;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        var worst = HealthStatus.UP;
        for (var log : LogName.values()) {
            var status = board.of(log);
            details.put(log.text(), details(status));
            worst = worse(worst, health(status));
        }
        return Publishers.just(
                HealthResult.builder("log", worst).details(details).build());
    }

    private static Map<String, Object> details(LogStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("integratedSize", status.integratedSize());
        details.put("anchoredSize", status.anchoredSize());
        details.put("lag", status.lag());
        status.lastAnchor().ifPresent(at -> details.put("lastAnchor", at.toString()));
        status.sequencerProblem().ifPresent(problem -> details.put("sequencer", problem));
        status.ledgerProblem().ifPresent(problem -> details.put("ledger", problem));
        return details;
    }

    private static HealthStatus health(LogStatus status) {
        if (status.sequencerProblem().isPresent()) {
            return HealthStatus.DOWN;
        }
        return status.ledgerProblem().isPresent() ? DEGRADED : HealthStatus.UP;
    }

    private static HealthStatus worse(HealthStatus one, HealthStatus other) {
        return one.equals(HealthStatus.DOWN) || other.equals(HealthStatus.UP) ? one : other;
    }
}
