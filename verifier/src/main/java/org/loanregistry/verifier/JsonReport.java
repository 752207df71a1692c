package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.record.CanonicalJson;

/**
 * A JSON object a line: {@code source}, {@code verdict} and {@code detail} each, with {@code schema}, {@code leafIndex},
 * {@code treeSize}, {@code leafHash}, {@code epochSeconds} and {@code fields} if verified, {@code leafIndex}, {@code
 * erasureLeafIndex} and {@code epochSeconds} if erased, {@code leafIndex}, {@code agreementLeafIndex} and {@code endedOn} if no longer
 * disclosed; of a feed a line with
 * {@code completeness} and {@code detail}; the last line holds {@code summary}.
 */
final class JsonReport implements Report {
    private final PrintWriter out;

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void verdict(String source, Verdict verdict) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("source", source);
        line.put("verdict", verdict.label());
        line.put("detail", verdict.detail());
        switch (verdict) {
            case Verdict.Verified verified -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                verified.fields().forEach((name, value) -> fields.put(name, value.display()));
                line.put("schema", verified.schema());
                line.put("leafIndex", verified.leafIndex());
                line.put("treeSize", verified.checkpoint().treeSize());
                line.put("leafHash", verified.leafHash().toBase64());
                line.put("epochSeconds", verified.epochSeconds());
                line.put("fields", fields);
            }
            case Verdict.Withheld(long feedNumber, long logIndex, var _) -> {
                line.put("feedNumber", feedNumber);
                line.put("logIndex", logIndex);
            }
            case Verdict.Erased(long leafIndex, Verdict.Verified erasure) -> {
                line.put("leafIndex", leafIndex);
                line.put("erasureLeafIndex", erasure.leafIndex());
                line.put("epochSeconds", erasure.epochSeconds());
            }
            case Verdict.NoLongerDisclosed(long leafIndex, var endedOn, Verdict.Verified agreement) -> {
                line.put("leafIndex", leafIndex);
                line.put("agreementLeafIndex", agreement.leafIndex());
                line.put("endedOn", endedOn.toString());
            }
            case Verdict.Altered _,
                    Verdict.NotInLog _,
                    Verdict.OtherHistory _,
                    Verdict.Stale _,
                    Verdict.Unreadable _ -> {}
        }
        print(line);
    }

    @Override
    public void completeness(Completeness completeness) {
        print(Map.of("completeness", completeness.label(), "detail", completeness.detail()));
    }

    @Override
    public void summary(Tally tally, double seconds, List<String> remarks) {
        Map<String, Object> counts = new LinkedHashMap<>(tally.countByLabel());
        print(Map.of(
                "summary",
                Map.of(
                        "records",
                        tally.total(),
                        "verdicts",
                        counts,
                        "recordsPerSecond",
                        Math.round(tally.total() / seconds),
                        "remarks",
                        remarks)));
    }

    private void print(Map<String, Object> line) {
        out.println(CanonicalJson.write(line));
        out.flush();
    }
}
