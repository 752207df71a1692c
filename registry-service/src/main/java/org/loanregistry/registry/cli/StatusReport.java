package org.loanregistry.registry.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two readings of a service as a screen or as JSON. */
final class StatusReport {
    private static final List<String> LOGS = List.of("records", "access");
    private static final List<String> STAGES =
            List.of("recordedSize", "queued", "integratedSize", "signedSize", "cosignedSize", "anchoredSize");

    private final URI service;
    private final StatusReading now;
    private final StatusReading before;
    private final int seconds;

    StatusReport(URI service, StatusReading now, StatusReading before, int seconds) {
        this.service = service;
        this.now = now;
        this.before = before;
        this.seconds = seconds;
    }

    /** The screen. */
    List<String> lines(InstantSource clock) {
        List<String> lines = new ArrayList<>();
        lines.add("registry at " + service + ": " + (now.isHealthy() ? "healthy" : now.status()));
        lines.add(row("", LOGS));
        for (var stage : STAGES) {
            lines.add(row(
                    stage.replace("Size", ""),
                    LOGS.stream().map(log -> stage(log, stage)).toList()));
        }
        lines.add(row(
                "lag",
                LOGS.stream().map(log -> now.number(log, "lagSeconds") + " s").toList()));
        lines.add(row(
                "last anchor",
                LOGS.stream().map(log -> ago(log, clock.instant())).toList()));
        lines.add(row("led by", LOGS.stream().map(this::leader).toList()));
        lines.add(row("cosignatures", LOGS.stream().map(this::cosignatures).toList()));
        for (var log : LOGS) {
            var witnesses = now.witnesses().getOrDefault(log, List.of());
            if (!witnesses.isEmpty()) {
                lines.add("witnesses of " + log + ": " + String.join(", ", witnesses));
            }
        }
        lines.add("horizon: " + (now.horizonAge() < 0 ? "unknown" : "held back for " + now.horizonAge() + " s"));
        now.reasons().forEach(reason -> lines.add("! " + reason));
        return lines;
    }

    private static String row(String name, List<String> cells) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-14s", name));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%30s", cell)));
        return line.toString().stripTrailing();
    }

    private String stage(String log, String name) {
        var size = String.format(Locale.ROOT, "%,d", now.number(log, name));
        return seconds == 0 || "queued".equals(name) || "cosignedSize".equals(name)
                ? size
                : size + String.format(Locale.ROOT, "  %,7d/s", rate(log, name));
    }

    private long rate(String log, String name) {
        return seconds == 0 ? 0 : (now.number(log, name) - before.number(log, name)) / seconds;
    }

    private String ago(String log, Instant at) {
        var last = now.text(log, "lastAnchor");
        return last.isEmpty()
                ? "never"
                : Math.max(0, Duration.between(Instant.parse(last), at).toSeconds()) + " s ago";
    }

    private String leader(String log) {
        if ("true".equals(now.text(log, "leadsHere"))) {
            return "this process";
        }
        return "true".equals(now.text(log, "isLed")) ? "another process" : "nobody";
    }

    private String cosignatures(String log) {
        var wanted = now.text(log, "quorum");
        return wanted.isEmpty() ? "none asked for" : now.text(log, "cosignatures") + " of " + wanted + " wanted";
    }

    /** The same for programs. */
    Map<String, Object> tree() {
        Map<String, Object> logs = new LinkedHashMap<>();
        for (var log : LOGS) {
            Map<String, Object> one = new LinkedHashMap<>();
            now.logs().getOrDefault(log, Map.of()).forEach((name, value) -> one.put(String.valueOf(name), value));
            if (seconds > 0) {
                one.put("recordedPerSecond", rate(log, "recordedSize"));
                one.put("integratedPerSecond", rate(log, "integratedSize"));
                one.put("anchoredPerSecond", rate(log, "anchoredSize"));
            }
            one.put("witnesses", now.witnesses().getOrDefault(log, List.of()));
            logs.put(log, one);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("service", service.toString());
        tree.put("status", now.status());
        tree.put("healthy", now.isHealthy());
        tree.put("reasons", now.reasons());
        tree.put("horizonAgeSeconds", now.horizonAge());
        tree.put("logs", logs);
        return tree;
    }
}
