package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.transparency.record.CanonicalJson;

class CostTableTest {
    private static final RepaymentMethod LEVEL = new RepaymentMethod.EqualInstalments();

    private static LoanTerms golden() {
        return Loans.monthly(
                1_200_000,
                "0.144",
                12,
                LEVEL,
                Loans.fee("0.03"),
                new Charge.PerInstalment("guarantee fee", "guarantor", new Charge.Amount.Fixed(500)));
    }

    @Test
    void the_golden_table_has_these_bytes_and_this_hash() throws IOException {
        var vector = (Map<?, ?>) CanonicalJson.parse(Files.readString(
                Path.of(System.getProperty("loanreg.root", ".."), "vectors/spec/cost_table_kat.json")));
        CostTable table = CostTable.of(golden(), "bank-a");

        assertEquals(vector.get("text"), table.toText());
        assertEquals(vector.get("sha256"), table.hash().toHex());
    }

    @Test
    void every_item_has_its_payee_and_the_sum_is_all_that_is_paid_beyond_the_principal() {
        LoanTerms terms = golden();
        CostTable table = CostTable.of(terms, "bank-a");

        assertEquals(3, table.items().size());
        assertEquals(Calculator.plan(terms).total() - terms.netMinor(), table.totalMinor());
        assertTrue(table.toText().endsWith("nothing else is charged\n"));
    }

    @Test
    void another_payee_is_another_hash() {
        assertNotEquals(
                CostTable.of(golden(), "bank-a").hash(),
                CostTable.of(golden(), "bank-b").hash());
    }

    @Test
    void a_text_that_would_start_another_line_is_refused() {
        LoanTerms terms = Loans.monthly(
                1_200_000, "0.144", 12, LEVEL, new Charge.Flat("fee\ntotal 0", "x", new Charge.Amount.Fixed(1)));

        assertThrows(IllegalArgumentException.class, () -> CostTable.of(terms, "bank-a"));
        assertThrows(IllegalArgumentException.class, () -> CostTable.of(golden(), "bank\ta"));
        assertThrows(IllegalArgumentException.class, () -> CostTable.of(golden(), ""));
    }

    @Test
    void what_is_charged_only_when_late_is_named_and_not_summed() {
        CostTable table = CostTable.of(Loans.monthly(1_200_000, "0.144", 12, LEVEL), "bank-a");

        assertEquals(2, table.contingent().size());
        assertEquals(95_645, table.totalMinor());
    }

    @Test
    void a_percentage_is_written_without_needless_zeros() {
        assertEquals("14.4%", Standards.percent(new Rate("0.1440")));
        assertEquals("100%", Standards.percent(new Rate("1.0")));
        assertEquals("0%", Standards.percent(new Rate("0")));
        assertEquals("0.0315%", Standards.percent(new Rate("0.000315")));
    }
}
