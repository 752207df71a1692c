package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in sample: the committed files, what they hold, and that the import takes all of it. */
class SamplePortfolioTest {
    private static final Set<String> BANKS = Set.of("bank-a", "bank-b", "bank-c");

    @TempDir
    Path directory;

    private static Path committed() throws URISyntaxException {
        var readme = SamplePortfolioTest.class.getResource("/sample-portfolio/README.txt");
        assertNotNull(readme);
        return Path.of(readme.toURI()).resolveSibling("");
    }

    private static Portfolio sample() throws URISyntaxException {
        return Portfolio.read(committed());
    }

    private static List<Map<String, Object>> trees(List<PortfolioItem> items) {
        return items.stream().map(PortfolioItem::tree).toList();
    }

    private static List<Map<?, ?>> list(Map<String, Object> tree, String name) {
        return tree.get(name) instanceof List<?> all
                ? all.stream()
                        .<Map<?, ?>>map(one -> one instanceof Map<?, ?> map ? map : Map.of())
                        .toList()
                : List.of();
    }

    private static long amount(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof Long amount ? amount : 0;
    }

    private static long sum(List<Map<?, ?>> trees, String name) {
        return trees.stream().mapToLong(one -> amount(one, name)).sum();
    }

    private static long count(List<Map<String, Object>> trees, Predicate<Map<String, Object>> which) {
        return trees.stream().filter(which).count();
    }

    /** What was paid beyond the total due, by contract; only contracts that were repaid beyond it. */
    private static Map<String, Long> overpaid(Portfolio sample) {
        Map<String, Long> paid = new TreeMap<>();
        for (var one : trees(sample.repayments())) {
            paid.merge(String.valueOf(one.get("contractNumber")), amount(one, "amountMinor"), Long::sum);
        }
        for (var one : trees(sample.contracts())) {
            paid.computeIfPresent(
                    String.valueOf(one.get("contractNumber")), (_, all) -> all - amount(one, "totalDueMinor"));
        }
        paid.values().removeIf(beyond -> beyond <= 0);
        return paid;
    }

    @Test
    void the_committed_files_are_those_that_the_writer_makes() throws IOException, URISyntaxException {
        for (var file : SamplePortfolioWriter.files().entrySet()) {
            assertEquals(
                    file.getValue(), Files.readString(committed().resolve(file.getKey())), file.getKey() + " differs");
        }
        assertEquals(SamplePortfolioWriter.files(), SamplePortfolioWriter.files());
    }

    @Test
    void every_row_is_mapped_and_the_readme_is_not_read() throws URISyntaxException {
        Portfolio sample = sample();
        assertEquals(List.of(), sample.refusals());
        assertEquals(
                Map.of("contracts.csv", 200, "shares.csv", 144, "schedule.csv", 1_201, "repayments.csv", 1_059),
                sample.rowsByFile());
        assertEquals(200, sample.contracts().size());
        assertEquals(1_059, sample.repayments().size());
        assertEquals(Set.of("README.txt"), sample.otherFiles().keySet());
        assertEquals(172, count(trees(sample.contracts()), one -> "CNY".equals(one.get("currency"))));
        assertEquals(28, count(trees(sample.contracts()), one -> "USD".equals(one.get("currency"))));
    }

    @Test
    void a_broken_row_would_be_refused_with_all_that_belongs_to_it() throws IOException {
        for (var file : SamplePortfolioWriter.files().entrySet()) {
            String broken = file.getValue().replace("Sample Lender 6,11500.00,", "Sample Lender 6,11500.005,");
            Files.writeString(directory.resolve(file.getKey()), broken);
        }
        Map<String, Integer> refused = new HashMap<>();
        for (Refusal one : Portfolio.read(directory).refusals()) {
            refused.merge(one.file(), 1, Integer::sum);
        }
        // S-0003: two banks, six instalments, four of them paid. Without a principal its row breaks two rules.
        assertEquals(Map.of("contracts.csv", 2, "shares.csv", 2, "schedule.csv", 6, "repayments.csv", 4), refused);
    }

    @Test
    void shares_sum_to_the_principal_and_every_bank_funds_alone_and_with_others() throws URISyntaxException {
        Map<Integer, Set<String>> banks = new TreeMap<>();
        for (var contract : trees(sample().contracts())) {
            List<Map<?, ?>> funders = list(contract, "funders");
            assertEquals(contract.get("principalMinor"), sum(funders, "shareMinor"), contract::toString);
            Set<String> seen = new HashSet<>();
            for (Map<?, ?> funder : funders) {
                assertTrue(amount(funder, "shareMinor") > 0, contract::toString);
                assertTrue(seen.add(String.valueOf(funder.get("lender"))), contract::toString);
            }
            banks.computeIfAbsent(funders.size(), _ -> new HashSet<>()).addAll(seen);
        }
        assertEquals(Map.of(1, BANKS, 2, BANKS, 3, BANKS), banks);
    }

    @Test
    void schedules_sum_to_the_principal_and_the_total_due() throws URISyntaxException {
        for (var contract : trees(sample().contracts())) {
            List<Map<?, ?>> schedule = list(contract, "schedule");
            if (!schedule.isEmpty()) {
                assertEquals(contract.get("principalMinor"), sum(schedule, "principalMinor"), contract::toString);
                assertEquals(contract.get("totalDueMinor"), sum(schedule, "amountMinor"), contract::toString);
            }
            for (int n = 1; n <= schedule.size(); n++) {
                Map<?, ?> line = schedule.get(n - 1);
                assertEquals((long) n, line.get("number"), contract::toString);
                assertEquals(
                        amount(line, "amountMinor"),
                        amount(line, "principalMinor") + amount(line, "interestMinor"),
                        contract::toString);
            }
        }
    }

    @Test
    void the_parts_of_a_repayment_are_all_missing_or_sum_to_it() throws URISyntaxException {
        var repayments = trees(sample().repayments());
        for (var one : repayments) {
            long parts = amount(one, "principalMinor") + amount(one, "interestMinor") + amount(one, "excessMinor");
            assertTrue(parts == 0 || parts == amount(one, "amountMinor"), one::toString);
            assertEquals(one.containsKey("principalMinor"), one.containsKey("interestMinor"), one::toString);
        }
        long derived = count(repayments, one -> !one.containsKey("principalMinor"));
        assertTrue(derived > 100 && derived < 400, "derived: " + derived);
    }

    @Test
    void what_is_unusual_in_real_portfolios_is_in_the_sample() throws URISyntaxException {
        Portfolio sample = sample();
        var contracts = trees(sample.contracts());
        assertEquals(5, count(contracts, one -> one.get("startDate") instanceof String date && date.length() == 7));
        assertEquals(5, count(contracts, one -> list(one, "schedule").isEmpty()));
        assertEquals(5, count(contracts, one -> !one.containsKey("term")));
        assertEquals(5, count(contracts, one -> "refunded".equals(one.get("status"))));
        assertEquals(5, overpaid(sample).size(), () -> overpaid(sample).toString());
        assertEquals(5, paidBeforeDisbursal(sample));
    }

    @Test
    void nothing_is_paid_on_a_refunded_loan() throws URISyntaxException {
        Portfolio sample = sample();
        Set<Object> refunded = new HashSet<>();
        trees(sample.contracts()).stream()
                .filter(one -> "refunded".equals(one.get("status")))
                .forEach(one -> refunded.add(one.get("contractNumber")));
        assertEquals(0, count(trees(sample.repayments()), one -> refunded.contains(one.get("contractNumber"))));
    }

    private static long paidBeforeDisbursal(Portfolio sample) {
        Map<Object, String> starts = new HashMap<>();
        trees(sample.contracts())
                .forEach(one -> starts.put(one.get("contractNumber"), String.valueOf(one.get("startDate"))));
        return count(trees(sample.repayments()), one -> {
            String start = starts.getOrDefault(one.get("contractNumber"), "");
            return String.valueOf(one.get("paidAt")).compareTo(start) < 0;
        });
    }
}
