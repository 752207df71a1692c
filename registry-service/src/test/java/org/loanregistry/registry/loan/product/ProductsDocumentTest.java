package org.loanregistry.registry.loan.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The file is what the code says, and its figures are what the formulas beside them say, reckoned here another way. */
class ProductsDocumentTest {
    private static final Path FILE = Path.of("..", "docs", "products.md");
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("loanreg.write")) {
            Files.writeString(FILE, ProductsDocument.text());
        }
    }

    /** The rows of figures of every table of a chapter. */
    private static List<List<List<String>>> tables(String chapter) throws IOException {
        String text = Files.readString(FILE);
        int from = text.indexOf("\n## " + chapter);
        assertTrue(from > 0, "no chapter " + chapter);
        int end = text.indexOf("\n## ", from + 1);
        List<List<List<String>>> tables = new ArrayList<>();
        boolean inside = false;
        for (String line : text.substring(from, end < 0 ? text.length() : end).split("\n", -1)) {
            if (line.startsWith("| ---")) {
                tables.add(new ArrayList<>());
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside) {
                tables.getLast()
                        .add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                                .map(String::strip)
                                .toList());
            }
        }
        return tables;
    }

    private static BigDecimal number(List<String> row, char column) {
        return new BigDecimal(row.get(column - 'A'));
    }

    private static long days(String from, String to) {
        return ChronoUnit.DAYS.between(LocalDate.parse(from), LocalDate.parse(to));
    }

    private static BigDecimal cents(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal part(BigDecimal amount, String rate, long days, long basis) {
        return cents(amount.multiply(new BigDecimal(rate))
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(basis), DIGITS));
    }

    @Test
    void the_file_is_what_the_code_makes() throws IOException {
        assertEquals(ProductsDocument.text(), Files.readString(FILE), "write it anew: its first paragraph says how");
    }

    @Test
    void the_interest_of_the_line_follows_from_its_balances() throws IOException {
        var tables = tables("Revolving cash line");
        BigDecimal products = BigDecimal.ZERO;
        for (List<String> row : tables.get(0)) {
            assertEquals(days(row.get(0), row.get(1)), number(row, 'C').longValueExact());
            products = products.add(number(row, 'C').multiply(number(row, 'D')));
        }
        assertEquals(part(products, "0.144", 1, 360), number(tables.get(1).get(0), 'C'));
        assertEquals(new BigDecimal("180.00"), number(tables.get(1).get(0), 'C'));
        assertEquals(
                new BigDecimal("20000.00").subtract(number(tables.get(0).getLast(), 'D')),
                number(tables.get(1).get(1), 'C'));
    }

    @Test
    void a_refund_makes_the_instalments_smaller_and_being_late_costs() throws IOException {
        var rows = tables("Pay-later").get(1);
        assertEquals(new BigDecimal("1000.00"), number(rows.get(0), 'E'));
        BigDecimal principal = BigDecimal.ZERO;
        for (List<String> row : rows) {
            principal = principal.add(number(row, 'B'));
            assertEquals(
                    number(row, 'F'),
                    number(row, 'B').add(number(row, 'C')).add(number(row, 'D')).subtract(number(row, 'E')));
        }
        assertEquals(new BigDecimal("3000.00"), principal);
        assertEquals(new BigDecimal("666.67"), number(rows.get(1), 'B'));
        assertEquals(new BigDecimal("18.00"), number(rows.get(1), 'C'));
        assertEquals(part(number(rows.get(1), 'B'), "0.27", 10, 365), number(rows.get(1), 'D'));
    }

    @Test
    void the_instalments_of_the_loan_follow_from_one_another() throws IOException {
        var tables = tables("Instalment loan");
        var rows = tables.get(0);
        assertEquals(13, rows.size());
        BigDecimal all = BigDecimal.ZERO;
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            BigDecimal before = number(rows.get(i - 1), 'F');
            assertEquals(part(before, "0.144", 1, 12), number(row, 'D'));
            assertEquals(new BigDecimal(i == 12 ? "1079.64" : "1079.71"), number(row, 'E'));
            assertEquals(number(row, 'E').subtract(number(row, 'D')), number(row, 'C'));
            assertEquals(before.subtract(number(row, 'C')), number(row, 'F'));
            all = all.add(number(row, 'D'));
        }
        assertEquals(0, number(rows.getLast(), 'F').signum());
        assertEquals(new BigDecimal("956.45"), all);
        assertEquals(all, number(tables.get(1).get(0), 'C'));
        assertEquals("20.26 %", tables.get(1).get(1).get(2));
        assertEquals("22.25 %", tables.get(1).get(2).get(2));
        assertTrue(worth(rows, "0.2025").signum() > 0 && worth(rows, "0.2027").signum() < 0, "the rate of return");
    }

    /** Everything that moves, worth at the start at a nominal annual rate. */
    private static BigDecimal worth(List<List<String>> rows, String nominal) {
        BigDecimal growth = BigDecimal.ONE.add(new BigDecimal(nominal).divide(BigDecimal.valueOf(12), DIGITS));
        BigDecimal worth = BigDecimal.ZERO;
        for (int i = 0; i < rows.size(); i++) {
            worth = worth.add(number(rows.get(i), 'E').divide(growth.pow(i, DIGITS), DIGITS));
        }
        return worth;
    }

    @Test
    void the_interest_of_a_season_is_by_its_days() throws IOException {
        var rows = tables("Small-business loan").get(0);
        assertEquals(4, rows.size());
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            long days = days(rows.get(i - 1).get(1), row.get(1));
            assertEquals(part(number(rows.get(i - 1), 'F'), "0.08", days, 360), number(row, 'D'));
            assertEquals(number(row, 'C').add(number(row, 'D')), number(row, 'E'));
        }
        assertEquals(0, number(rows.getLast(), 'F').signum());
    }
}
