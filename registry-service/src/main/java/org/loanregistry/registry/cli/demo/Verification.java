package org.loanregistry.registry.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loanregistry.transparency.record.CanonicalJson;

/** What a bank's verifier said: exit status, counts by verdict, and a line for each record that did not verify. */
record Verification(int exitStatus, long recordsPerSecond, Map<String, Long> verdicts, List<String> failures) {

    /** Reads the verifier's {@code --json} output: a line for each record, the summary last. */
    static Verification parse(int exitStatus, List<String> lines) {
        var verdicts = new TreeMap<String, Long>();
        var failures = new ArrayList<String>();
        var recordsPerSecond = 0L;
        for (var line : lines) {
            var object = (Map<?, ?>) CanonicalJson.parse(line);
            if (object.get("summary") instanceof Map<?, ?> summary) {
                recordsPerSecond = summary.get("recordsPerSecond") instanceof Long rate ? rate : 0;
                continue;
            }
            if (object.get("completeness") instanceof String completeness) {
                if (!"COMPLETE".equals(completeness)) {
                    failures.add(completeness + " " + object.get("detail"));
                }
                continue;
            }
            var verdict = String.valueOf(object.get("verdict"));
            verdicts.merge(verdict, 1L, Long::sum);
            if (!"VERIFIED".equals(verdict)) {
                failures.add(verdict + " " + object.get("detail"));
            }
        }
        return new Verification(exitStatus, recordsPerSecond, verdicts, failures);
    }

    boolean isComplete() {
        return exitStatus == 0;
    }

    long count(String verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    String describe() {
        return String.format("%,d verified", count("VERIFIED"))
                + (isComplete() ? ", feed complete" : ", NOT complete: " + failures)
                + String.format(", %,d records/s", recordsPerSecond);
    }
}
