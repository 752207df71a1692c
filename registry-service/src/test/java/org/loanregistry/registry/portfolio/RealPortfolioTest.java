package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The two published data sets, mapped as they are. Skipped by name where they are absent. */
class RealPortfolioTest {
    private static Portfolio read(String name) {
        Path directory = Path.of(System.getProperty("loanreg.root", "."))
                .resolve("../shared/data")
                .resolve(name);
        assumeTrue(Files.exists(directory), "no data at " + directory);
        return Portfolio.read(directory);
    }

    @Test
    void every_row_of_kiva_is_mapped() {
        Portfolio kiva = read("kiva");
        assertEquals(Map.of("contracts.csv", 1_000, "schedule.csv", 6_987, "repayments.csv", 6_527), kiva.rowsByFile());
        assertEquals(List.of(), kiva.refusals());
        assertEquals(1_000, kiva.contracts().size());
        assertEquals(
                6_987,
                kiva.contracts().stream().mapToInt(one -> one.parts().size()).sum());
        assertEquals(6_527, kiva.repayments().size());
        assertEquals(Map.of(), kiva.otherFiles());
    }

    @Test
    void every_row_of_superlender_is_mapped_and_other_files_are_named() {
        Portfolio superlender = read("superlender_ng");
        assertEquals(Map.of("contracts.csv", 22_546, "repayments.csv", 16_139), superlender.rowsByFile());
        assertEquals(List.of(), superlender.refusals());
        assertEquals(22_546, superlender.contracts().size());
        assertEquals(16_139, superlender.repayments().size());
        assertEquals(
                Map.of("events_amount_unknown.csv", 2_039L, "rejected_no_principal.csv", 5L), superlender.otherFiles());
    }

    @Test
    void every_row_of_lendingclub_is_mapped_and_months_that_nobody_knows_stay_unknown() {
        Portfolio club = read("lendingclub_2007_2011");
        assertEquals(
                Map.of("contracts.csv", 42_535, "shares.csv", 85_070, "repayment_totals.csv", 42_535),
                club.rowsByFile());
        assertEquals(42_535, club.contracts().size());
        assertEquals(
                85_070,
                club.contracts().stream().mapToInt(one -> one.parts().size()).sum());
        assertEquals(42_535, club.repayments().size());
        assertEquals(List.of(), club.refusals());
        // Nothing was ever paid, or nobody knows in which month: the service refuses these by name.
        assertEquals(
                83,
                club.repayments().stream()
                        .filter(one -> !one.tree().containsKey("paidAt"))
                        .count());
        assertEquals(
                19,
                club.repayments().stream()
                        .filter(one -> Long.valueOf(0).equals(one.tree().get("amountMinor")))
                        .count());
    }

    @Test
    void african_credit_s_shares_add_up_exactly_once_the_noise_is_rounded() {
        Portfolio african = read("zindi_african_credit");
        assertEquals(Map.of("contracts.csv", 17_067, "shares.csv", 35_661), african.rowsByFile());
        assertEquals(List.of(), african.refusals());
        assertEquals(
                35_661,
                african.contracts().stream().mapToInt(one -> one.parts().size()).sum());
        long rounded = 0;
        for (PortfolioItem one : african.contracts()) {
            long sum = 0;
            for (Object funder : (List<?>) Objects.requireNonNull(one.tree().get("funders"))) {
                sum += (Long) Objects.requireNonNull(((Map<?, ?>) funder).get("shareMinor"));
            }
            assertEquals(one.tree().get("principalMinor"), sum, one.file() + ":" + one.line());
            rounded += String.valueOf(one.tree().get("attributes")).split("[.]amount[.]rounded", -1).length - 1;
        }
        assertEquals(852, rounded);
    }

    @Test
    void every_line_and_every_month_of_the_credit_lines_is_mapped_and_nobody_s_sex_or_age() {
        Portfolio lines = read("uci_taiwan_credit");
        assertEquals(Map.of("accounts.csv", 30_000, "statements.csv", 180_000), lines.rowsByFile());
        assertEquals(List.of(), lines.refusals());
        assertEquals(30_000, lines.contracts().size());
        assertEquals(180_000, lines.events().size());
        for (PortfolioItem one : lines.contracts()) {
            String tree = one.tree().toString();
            assertFalse(tree.contains("SEX") || tree.contains("AGE=") || tree.contains("MARRIAGE"), tree);
        }
    }
}
