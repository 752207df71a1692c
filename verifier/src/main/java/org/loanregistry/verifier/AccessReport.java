package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries of a checked access log in words: one line a decision, with how it ended. Not thread-safe. */
final class AccessReport {
    private final AccessFilter filter;

    /** By number: the entries before anything was shown. */
    private final Map<Long, Map<?, ?>> intents = new TreeMap<>();

    /** By the number of their INTENT: the entries that close. */
    private final Map<Long, Map<?, ?>> results = new LinkedHashMap<>();

    AccessReport(AccessFilter filter) {
        this.filter = filter;
    }

    void add(long number, Map<?, ?> entry) {
        if (!filter.matches(entry)) {
            return;
        }
        if (entry.get("intent") instanceof Long intent) {
            results.put(intent, entry);
        } else {
            intents.put(number, entry);
        }
    }

    /** Prints the decisions; gives their number. */
    int print(PrintWriter out) {
        intents.forEach((number, entry) -> out.println(line(number, entry, results.get(number))));
        return intents.size();
    }

    /** The numbers of grants that nothing closed, each of them to be looked into. */
    List<Long> open() {
        List<Long> open = new ArrayList<>();
        intents.forEach((number, entry) -> {
            if ("OPEN".equals(entry.get("outcome")) && !results.containsKey(number)) {
                open.add(number);
            }
        });
        return open;
    }

    private static String line(long number, Map<?, ?> entry, @Nullable Map<?, ?> result) {
        StringJoiner line = new StringJoiner("  ");
        line.add("#" + number).add(text(entry, "ts"));
        line.add(text(member(entry, "actor"), "id")).add(text(entry, "purpose"));
        line.add(outcome(entry, result)).add("of " + text(entry, "subject"));
        Map<?, ?> basis = member(entry, "basis");
        if (!"NONE".equals(basis.get("type"))) {
            line.add(text(basis, "type") + " " + text(basis, "ref"));
        }
        if (entry.get("reason") instanceof String reason) {
            line.add("reason " + reason);
        }
        return line.toString();
    }

    private static String outcome(Map<?, ?> entry, @Nullable Map<?, ?> result) {
        if ("REFUSED".equals(entry.get("outcome"))) {
            return "refused (" + text(member(entry, "decision"), "reason") + ") " + fields(entry, false);
        }
        if (result == null) {
            return "open: nothing says how it ended; granted " + fields(entry, false);
        }
        if ("REVEALED".equals(result.get("outcome"))) {
            return "revealed " + fields(result, true);
        }
        return "COMPARED".equals(result.get("outcome"))
                ? "compared a claim with " + fields(entry, false)
                : "shown masked or nothing: " + fields(entry, false);
    }

    /** The fields with the levels decided; or only those of which a value was revealed. */
    private static String fields(Map<?, ?> entry, boolean onlyRevealed) {
        Map<?, ?> levels = member(member(entry, "decision"), "levels");
        StringJoiner fields = new StringJoiner(", ");
        for (Object one : entry.get("fields") instanceof List<?> list ? list : List.of()) {
            Map<?, ?> field = FeedAnswers.object(one);
            if (!onlyRevealed || FeedAnswers.number(field, "n") > 0) {
                String column = text(field, "col");
                fields.add(onlyRevealed ? column : column + " " + levels.get(column));
            }
        }
        return fields.toString();
    }

    private static Map<?, ?> member(Map<?, ?> entry, String name) {
        return FeedAnswers.object(entry.get(name));
    }

    private static String text(Map<?, ?> object, String name) {
        return FeedAnswers.text(object, name);
    }
}
