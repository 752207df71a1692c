package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A line a verdict; of many, only those that are not verified, and those erased or no longer disclosed. */
final class TextReport implements Report {
    private final PrintWriter out;
    private final boolean failuresOnly;
    private final boolean withFields;

    TextReport(PrintWriter out, boolean failuresOnly, boolean withFields) {
        this.out = out;
        this.failuresOnly = failuresOnly;
        this.withFields = withFields;
    }

    @Override
    public void verdict(String source, Verdict verdict) {
        switch (verdict) {
            case Verdict.Verified verified -> verified(source, verified);
            case Verdict.Altered _,
                    Verdict.NotInLog _,
                    Verdict.OtherHistory _,
                    Verdict.Stale _,
                    Verdict.Unreadable _,
                    Verdict.Erased _,
                    Verdict.NoLongerDisclosed _,
                    Verdict.Withheld _ -> out.println(verdict.label() + " " + verdict.detail() + "  " + source);
        }
        out.flush();
    }

    private void verified(String source, Verdict.Verified verified) {
        if (failuresOnly) {
            return;
        }
        String number = verified.number().isEmpty() ? "" : " " + verified.number();
        out.println(verified.label() + " " + verified.kind() + number + ", " + verified.detail() + "  " + source);
        if (withFields) {
            verified.fields()
                    .forEach((name, value) ->
                            out.println("    " + name + " = " + (value.isAbsent() ? "(absent)" : value.display())));
        }
    }

    @Override
    public void completeness(Completeness completeness) {
        out.println(completeness.label() + " " + completeness.detail());
        out.flush();
    }

    @Override
    public void summary(Tally tally, double seconds, List<String> remarks) {
        String counts = new TreeMap<>(tally.countByLabel())
                .entrySet().stream()
                        .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), words(count.getKey())))
                        .collect(Collectors.joining(", "));
        out.println(String.format(
                Locale.ROOT,
                "%,d %s: %s; %,.0f records/s",
                tally.total(),
                tally.total() == 1 ? "record" : "records",
                counts,
                tally.total() / seconds));
        remarks.forEach(out::println);
        out.flush();
    }

    private static String words(String label) {
        return label.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
