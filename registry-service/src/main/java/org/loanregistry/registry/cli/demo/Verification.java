package org.loanregistry.registry.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loanregistry.transparency.record.CanonicalJson;

/** What a bank's verifier said: exit status, counts by verdict, and a line for each record that is neither verified nor
 * erased as the log says. */
record Verification(int exitStatus, long recordsPerSecond, Map<String, Long> verdicts, List<String> failures) {

    /** Reads the verifier's {@code --json} output as it comes: a line for each record, the summary last. */
    static Verification read(Child verifier) {
        var count = new Count();
        verifier.eachLine(count::add);
        return new Verification(verifier.exitStatus(), count.recordsPerSecond, count.verdicts, count.failures);
    }

    boolean isComplete() {
        return exitStatus == 0;
    }

    long count(String verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    String describe() {
        return String.format("%,d verified", count("VERIFIED"))
                + (count("ERASED") > 0 ? String.format(", %,d erased", count("ERASED")) : "")
                + (isComplete() ? ", feed complete" : ", NOT complete: " + failures)
                + String.format(", %,d records/s", recordsPerSecond);
    }

    /** What is kept of the lines: a feed may have millions, one for each record. */
    private static final class Count {
        private final Map<String, Long> verdicts = new TreeMap<>();
        private final List<String> failures = new ArrayList<>();
        private long recordsPerSecond;

        void add(String line) {
            var object = (Map<?, ?>) CanonicalJson.parse(line);
            if (object.get("summary") instanceof Map<?, ?> summary) {
                recordsPerSecond = summary.get("recordsPerSecond") instanceof Long rate ? rate : 0;
            } else if (object.get("completeness") instanceof String completeness) {
                fail("COMPLETE", completeness, object);
            } else {
                var verdict = String.valueOf(object.get("verdict"));
                verdicts.merge(verdict, 1L, Long::sum);
                if (!verdict.equals("ERASED")) {
                    fail("VERIFIED", verdict, object);
                }
            }
        }

        private void fail(String expected, String verdict, Map<?, ?> line) {
            if (!verdict.equals(expected)) {
                failures.add(verdict + " " + line.get("detail"));
            }
        }
    }
}
