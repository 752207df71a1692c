package org.loanregistry.registry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.record.CanonicalJson;
import picocli.CommandLine;

class QuoteCommandTest {
    private static final String EXAMPLE = "--principal 12000 --rate 14.4% --months 12 --method annuity";

    private record Run(int status, String out, String err) {}

    private static Run quote(String arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-09T17:00:00Z"));
        int status = new CommandLine(new QuoteCommand(clock))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    void the_example_prints_its_figures() {
        Run run = quote(EXAMPLE);

        assertEquals(0, run.status(), run.err());
        for (String figure : List.of("1079.71", "1079.64", "956.45", "14.40 %", "15.39 %", "2026-02-10")) {
            assertTrue(run.out().contains(figure), figure + " in " + run.out());
        }
    }

    @Test
    void a_fee_at_the_start_is_part_of_the_annual_cost() {
        Run run = quote(EXAMPLE + " --fee 3%");

        assertTrue(run.out().contains("nominal (simple) 20.26 %, effective (compound) 22.25 %"), run.out());
        assertTrue(run.out().contains("11640.00"), run.out());
    }

    @Test
    void json_has_the_same_figures_in_minor_units() {
        var tree = (Map<?, ?>)
                CanonicalJson.parse(quote(EXAMPLE + " --fee 3% --json").out());

        assertEquals(95_645L, tree.get("interestMinor"));
        assertEquals(36_000L, tree.get("chargesMinor"));
        assertEquals(1_164_000L, tree.get("netMinor"));
        if (!(tree.get("schedule") instanceof List<?> schedule
                && schedule.getFirst() instanceof Map<?, ?> first
                && schedule.getLast() instanceof Map<?, ?> last)) {
            throw new AssertionError(tree);
        }
        assertEquals(107_971L, first.get("amountMinor"));
        assertEquals(107_964L, last.get("amountMinor"));
    }

    @Test
    void a_yen_has_no_decimals() {
        Run run = quote("--principal 120000 --currency JPY --rate 0% --months 12");

        assertTrue(run.out().contains(" 10000 "), run.out());
        assertEquals(
                2,
                quote("--principal 120000.5 --currency JPY --rate 0% --months 12")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--principal 12000 --rate 14.4 --months 12",
                "--principal 12000.001 --rate 14.4% --months 12",
                "--principal 0 --rate 14.4% --months 12",
                "--principal 12000 --rate 14.4% --months 0",
                "--principal 12000 --rate 14.4% --months 12 --every 5",
                "--principal 12000 --rate 14.4% --months 12 --days 30",
                "--principal 12000 --rate 14.4%",
                "--principal 12000 --rate 14.4% --months 12 --method bullet",
                "--principal 12000 --rate 14.4% --months 12 --method balloon",
                "--principal 12000 --rate 14.4% --months 12 --balloon 100",
                "--principal 12000 --rate 14.4% --months 12 --fee 100%",
                "--principal 12000 --rate 14.4% --months 12 --daily 0.1%",
                "--principal 12000 --rate 14.4% --months 12 --currency XAU",
                "--principal 12000 --rate 14.4% --months 12 --basis ACT_364",
                "--principal 12000 --rate 14.4% --days 30 --first-due 2026-03-01"
            })
    void wrong_input_is_refused_with_status_2_and_a_reason(String arguments) {
        Run run = quote(arguments);

        assertEquals(2, run.status(), run.out());
        assertEquals("", run.out());
        assertTrue(run.err().length() > 10, run.err());
    }
}
