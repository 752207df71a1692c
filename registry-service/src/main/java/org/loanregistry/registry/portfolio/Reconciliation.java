package org.loanregistry.registry.portfolio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts what became of each row of each file: rows read = recorded + already recorded + refused. Thread-safe. */
public final class Reconciliation {
    private final Map<String, Integer> read;
    private final Map<String, Long> otherFiles;
    private final Map<String, Integer> recorded = new LinkedHashMap<>();
    private final Map<String, Integer> already = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    /** Starts with the rows read and those that could not be mapped. */
    public Reconciliation(Portfolio portfolio) {
        this.read = portfolio.rowsByFile();
        this.otherFiles = portfolio.otherFiles();
        this.refusals.addAll(portfolio.refusals());
    }

    /** An item and the rows that go with it were recorded now. */
    public synchronized void recorded(PortfolioItem item) {
        count(recorded, item);
    }

    /** An item and the rows that go with it stood there before. */
    public synchronized void alreadyRecorded(PortfolioItem item) {
        count(already, item);
    }

    private static void count(Map<String, Integer> counts, PortfolioItem item) {
        counts.merge(item.file(), 1, Integer::sum);
        item.parts().forEach(part -> counts.merge(part.file(), 1, Integer::sum));
    }

    /** An item was refused, and with it its rows in other files. */
    public synchronized void refused(PortfolioItem item, String field, String rule) {
        refusals.add(new Refusal(item.file(), item.line(), field, rule));
        item.parts()
                .forEach(part -> refusals.add(
                        new Refusal(part.file(), part.line(), part.column(), "belongs to a contract that is refused")));
    }

    /** Everything refused, by file and line. */
    public synchronized List<Refusal> refusals() {
        return refusals.stream()
                .sorted((one, other) -> {
                    int byFile = one.file().compareTo(other.file());
                    return byFile != 0 ? byFile : Long.compare(one.line(), other.line());
                })
                .distinct()
                .toList();
    }

    private int refused(String file) {
        var lines = new TreeSet<Long>();
        refusals.stream().filter(one -> one.file().equals(file)).forEach(one -> lines.add(one.line()));
        return lines.size();
    }

    /** Whether every row of every file is accounted for. */
    public synchronized boolean addsUp() {
        return read.keySet().stream().allMatch(this::addsUp);
    }

    private boolean addsUp(String file) {
        return read.getOrDefault(file, 0)
                == recorded.getOrDefault(file, 0) + already.getOrDefault(file, 0) + refused(file);
    }

    /** One line a file. */
    public synchronized List<String> toLines() {
        List<String> lines = new ArrayList<>();
        lines.add("%-16s %10s %10s %18s %9s".formatted("file", "rows read", "recorded", "already recorded", "refused"));
        for (String file : read.keySet()) {
            lines.add("%-16s %,10d %,10d %,18d %,9d%s"
                    .formatted(
                            file,
                            read.getOrDefault(file, 0),
                            recorded.getOrDefault(file, 0),
                            already.getOrDefault(file, 0),
                            refused(file),
                            addsUp(file) ? "" : "  DOES NOT ADD UP"));
        }
        otherFiles.forEach(
                (file, rows) -> lines.add("%s: %,d rows, not part of the format, not read".formatted(file, rows)));
        return lines;
    }
}
