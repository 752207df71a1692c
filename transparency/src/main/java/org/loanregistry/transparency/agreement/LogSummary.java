package org.loanregistry.transparency.agreement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * A log in the list of all logs.
 *
 * @param origin the log's name
 * @param state whether it takes heads
 * @param maxStaleness seconds after which its head is no longer evidence of the present
 * @param head size and time of its newest head, if one is anchored
 */
public record LogSummary(String origin, LogState state, long maxStaleness, Optional<Head> head) {
    private static final String FIRST_LINE = "loanreg heads v1";

    /** Size and time, in unix seconds, of a head. */
    public record Head(long treeSize, long epochSeconds) {}

    /** Parses exactly what {@link #toText} prints. */
    public static List<LogSummary> parse(String text) {
        return AgreementText.parse("heads", text, lines -> {
            lines.line(FIRST_LINE);
            return lines.all("log", LogSummary::read);
        });
    }

    private static LogSummary read(String value) {
        String[] parts = value.split(" ", -1);
        if (parts.length != 3 && parts.length != 5) {
            throw new AgreementException("heads: got " + parts.length + " values in a line, want 3 or 5");
        }
        Optional<Head> head = parts.length == 3
                ? Optional.empty()
                : Optional.of(new Head(StrictText.decimal(parts[3]), StrictText.decimal(parts[4])));
        return new LogSummary(parts[0], LogState.parse(parts[1]), StrictText.decimal(parts[2]), head);
    }

    /** The text of docs/formats.md, section 9. */
    public static String toText(List<LogSummary> logs) {
        return FIRST_LINE + "\n" + logs.stream().map(LogSummary::toLine).collect(Collectors.joining());
    }

    private String toLine() {
        String line = "log " + origin + " " + state.word() + " " + maxStaleness;
        return head.map(newest -> line + " " + newest.treeSize() + " " + newest.epochSeconds())
                        .orElse(line)
                + "\n";
    }
}
