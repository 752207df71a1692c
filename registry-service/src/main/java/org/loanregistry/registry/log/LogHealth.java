package org.loanregistry.registry.log;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * How far the logs are, and every reason why that is not good. A ledger that is away, or a lag, degrades the answer, for
 * recording goes on; without a database, a leader or a right tree it is down.
 */
@Readiness
@Singleton
final class LogHealth implements HealthIndicator {
    private static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "recording works, anchoring does not", true, null);

    private final StatusBoard board;
    private final Stages stages;
    private final HealthLimits limits;

    LogHealth(StatusBoard board, Stages stages, HealthLimits limits) {
        this.board = board;
        this.stages = stages;
        this.limits = limits;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> down = new ArrayList<>();
        List<String> degraded = new ArrayList<>();
        var sample = stages.within(limits.silence());
        details.put("database", sample.isPresent() ? "answers" : "does not answer");
        if (sample.isEmpty()) {
            down.add("the database does not answer");
        }
        sample.ifPresent(seen -> {
            details.put("horizonAgeSeconds", seen.horizonAge().toSeconds());
            if (seen.horizonAge().compareTo(limits.horizonAge()) > 0) {
                degraded.add("a transaction has held back the sequencers for "
                        + seen.horizonAge().toSeconds() + " s");
            }
        });
        for (var log : LogName.values()) {
            Map<String, Object> one = details(board.of(log));
            judge(log, down, degraded);
            sample.ifPresent(seen -> judge(log, seen, one, down, degraded));
            details.put(log.text(), one);
        }
        var status = !down.isEmpty() ? HealthStatus.DOWN : degraded.isEmpty() ? HealthStatus.UP : DEGRADED;
        down.addAll(degraded);
        details.put("reasons", down);
        return Publishers.just(
                HealthResult.builder("log", status).details(details).build());
    }

    private static Map<String, Object> details(LogStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("integratedSize", status.integratedSize());
        details.put("anchoredSize", status.anchoredSize());
        details.put("lag", status.lag());
        details.put("leadsHere", status.leads());
        status.lastAnchor().ifPresent(at -> details.put("lastAnchor", at.toString()));
        status.cosigning().ifPresent(cosigning -> {
            details.put("cosignedSize", cosigning.size());
            details.put("cosignatures", cosigning.got());
            details.put("quorum", cosigning.wanted());
        });
        status.sequencerProblem().ifPresent(problem -> details.put("sequencer", problem));
        status.ledgerProblem().ifPresent(problem -> details.put("ledger", problem));
        return details;
    }

    private void judge(LogName log, List<String> down, List<String> degraded) {
        var status = board.of(log);
        status.sequencerProblem().ifPresent(problem -> down.add("log " + log.text() + ": " + problem));
        status.ledgerProblem().ifPresent(problem -> degraded.add("log " + log.text() + ": " + problem));
    }

    private void judge(
            LogName log, Stages.Sample seen, Map<String, Object> details, List<String> down, List<String> degraded) {
        var far = seen.logs().get(log);
        var unled = seen.unled().get(log);
        if (far == null || unled == null) {
            return;
        }
        details.put("integratedSize", far.integrated());
        details.put("anchoredSize", far.anchored());
        details.put("lag", Math.max(0, far.integrated() - far.anchored()));
        details.put("recordedSize", far.recorded());
        details.put("queued", far.queued());
        details.put("signedSize", far.signed());
        details.put("lagSeconds", far.lag().toSeconds());
        details.put("isLed", far.isLed());
        if (far.lag().compareTo(limits.lag()) > 0) {
            degraded.add("log " + log.text() + ": a record has waited for its anchor for "
                    + far.lag().toSeconds() + " s");
        }
        if (unled.compareTo(limits.leaderless()) > 0) {
            down.add("log " + log.text() + ": nobody has led it for " + unled.toSeconds() + " s");
        }
    }
}
