package org.loanregistry.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the rounds of one benchmark came to: for each key the median of its rounds. Not thread-safe. */
public final class Figures {
    private final String bench;
    private final PrintStream out;
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
    private final Map<String, Long> facts = new LinkedHashMap<>();

    /** Figures of the benchmark of that name, printed to {@code out}. */
    public Figures(String bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
        fact("processors", Runtime.getRuntime().availableProcessors());
        fact("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Something that does not change from round to round. */
    public void fact(String key, long value) {
        facts.put(key, value);
    }

    /** One round's figure, shown at once. */
    public void round(String key, double value) {
        rounds.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
        out.printf(Locale.ROOT, "  %-28s %s%n", key, text(value));
    }

    /** The median of a key's rounds so far; of an even number the lower of the two in the middle. */
    public double median(String key) {
        var values = rounds.getOrDefault(key, List.of()).stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no round gave " + key);
        }
        return values.get((values.size() - 1) / 2);
    }

    /** Prints the one line of JSON that a benchmark ends with: facts, load of the machine, medians. */
    public void finish() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("bench", "\"" + bench + "\"");
        facts.forEach((key, value) -> members.put(key, Long.toString(value)));
        members.put("load", text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        rounds.keySet().forEach(key -> members.put(key, text(median(key))));
        out.println(members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String text(double value) {
        return Math.abs(value) >= 1000 ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.3f", value);
    }
}
