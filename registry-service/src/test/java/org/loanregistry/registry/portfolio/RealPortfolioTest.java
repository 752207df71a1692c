package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The two published data sets, mapped as they are. Skipped by name where they are absent. */
class RealPortfolioTest {
    private static Portfolio read(String name) {
        Path directory = Path.of(System.getProperty("loanreg.root", "."))
                .resolve("../shared/data")
                .resolve(name);
        assumeTrue(Files.exists(directory.resolve("contracts.csv")), "no data at " + directory);
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
}
