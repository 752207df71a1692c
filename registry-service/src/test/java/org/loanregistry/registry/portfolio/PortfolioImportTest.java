package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.json.Json;

class PortfolioImportTest {
    @TempDir
    Path directory;

    private Portfolio read(String row) throws IOException {
        Files.writeString(
                directory.resolve("contracts.csv"),
                "contract_id,borrower_id,lender_of_record,principal,currency,currency_src,status,term_months,colour\n"
                        + row);
        return Portfolio.read(directory);
    }

    @Test
    void unknown_columns_become_attributes_and_sources_provenance() throws IOException {
        var tree = new String(
                Json.write(read("C-1,B-1,KP-1,100.50,USD,given,paid,6.000000,red\n")
                        .contracts()
                        .getFirst()
                        .tree()),
                java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(tree.contains("\"attributes\":{\"colour\":\"red\"}"), tree);
        assertTrue(tree.contains("\"provenance\":{\"currency\":\"given\"}"), tree);
        assertTrue(tree.contains("\"principalMinor\":10050") && tree.contains("\"term\":\"P6M\""), tree);
        // Frozen: the bytes fix the Idempotency-Key, which must be the same in every run of every JVM.
        assertTrue(tree.contains("\"funders\":[{\"lender\":\"bank-"), tree);
    }

    @Test
    void a_row_that_cannot_be_mapped_is_refused_by_line_and_column() throws IOException {
        assertEquals(
                List.of(new Refusal("contracts.csv", 2, "principal", "must have at most 2 decimals in USD")),
                read("C-1,B-1,KP-1,100.505,USD,given,paid,6,red\n").refusals().stream()
                        .filter(one -> one.rule().contains("decimals"))
                        .toList());
        assertEquals(
                "term_months",
                read("C-1,B-1,KP-1,1,USD,,paid,0.5,\n").refusals().getFirst().field());
        assertEquals(
                "currency",
                read("C-1,B-1,KP-1,1,???,,paid,6,\n").refusals().getFirst().field());
        assertEquals(
                "status",
                read("C-1,B-1,KP-1,1,USD,,,6,\n").refusals().getFirst().field());
        assertTrue(new Reconciliation(read("C-1,B-1,KP-1,x,USD,,paid,6,\n")).addsUp());
    }
}
