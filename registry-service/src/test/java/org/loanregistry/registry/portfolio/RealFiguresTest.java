package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** What the calculator and the mapping make of the published loans. Skipped by name where they are absent. */
class RealFiguresTest {
    private static final Currency USD = Currency.getInstance("USD");

    private static List<CsvRow> rows(String folder, String file) {
        Path directory = Path.of(System.getProperty("loanreg.root", "."))
                .resolve("../shared/data")
                .resolve(folder);
        assumeTrue(Files.exists(directory), "no data at " + directory);
        return CsvFile.read(directory, file).rows();
    }

    private static String get(CsvRow row, String column) {
        return Objects.requireNonNull(row.values().get(column), column);
    }

    private static long minor(CsvRow row, String column) {
        return Money.parse(get(row, column), USD).minor();
    }

    @Test
    void the_recomputed_instalment_of_lendingclub_is_within_two_cents_for_95_6_percent_and_a_dollar_for_all_but_14() {
        int close = 0;
        List<String> outliers = new ArrayList<>();
        List<CsvRow> contracts = rows("lendingclub_2007_2011", "contracts.csv");
        for (CsvRow row : contracts) {
            LoanTerms terms = new LoanTerms(
                    USD,
                    minor(row, "principal"),
                    RatePlan.flat(new Rate(get(row, "annual_rate"))),
                    DayCount.THIRTY_360,
                    new RepaymentMethod.EqualInstalments(),
                    DueDates.monthly(
                            LocalDate.parse(get(row, "start_month") + "-01"),
                            Integer.parseInt(get(row, "term_months"))),
                    List.of(),
                    null);
            long reckoned = Calculator.plan(terms).lines().getFirst().amount();
            long difference = Math.abs(reckoned - minor(row, "instalment"));
            close += difference <= 2 ? 1 : 0;
            if (difference > 100) {
                outliers.add(get(row, "contract_id") + " " + difference);
            }
        }
        assertEquals(42_535, contracts.size());
        assertTrue(close >= 0.956 * contracts.size(), close + " of " + contracts.size());
        assertEquals(14, outliers.size(), outliers.toString());
        System.out.printf(
                "LendingClub: %,d of %,d instalments within 0.02; further than 1.00, with cents: %s%n",
                close, contracts.size(), String.join(", ", outliers));
    }

    @Test
    void lendingclub_s_totals_are_the_sum_of_their_parts_to_a_cent() {
        int apart = 0;
        for (CsvRow row : rows("lendingclub_2007_2011", "repayment_totals.csv")) {
            long parts = minor(row, "principal")
                    + minor(row, "interest")
                    + minor(row, "late_fee")
                    + minor(row, "recoveries");
            long difference = Math.abs(minor(row, "total") - parts);
            assertTrue(difference <= 1, row.file() + ":" + row.line());
            apart += difference == 0 ? 0 : 1;
        }
        assertEquals(1_012, apart);
    }

    @Test
    void all_800_paid_loans_of_kiva_are_covered_and_12_defaulted_ones_are_candidates_for_a_correction() {
        Map<String, Long> paid = new HashMap<>();
        rows("kiva", "repayments.csv")
                .forEach(row -> paid.merge(get(row, "contract_id"), minor(row, "principal"), Long::sum));
        int covered = 0;
        int candidates = 0;
        for (CsvRow row : rows("kiva", "contracts.csv")) {
            boolean all = paid.getOrDefault(get(row, "contract_id"), 0L) >= minor(row, "principal");
            covered += all && get(row, "status").equals("paid") ? 1 : 0;
            candidates += all && get(row, "status").equals("defaulted") ? 1 : 0;
        }
        assertEquals(800, covered);
        assertEquals(12, candidates);
    }

    @Test
    void all_784_schedules_of_kiva_sum_to_their_principal() {
        Map<String, Long> scheduled = new HashMap<>();
        rows("kiva", "schedule.csv")
                .forEach(row -> scheduled.merge(get(row, "contract_id"), minor(row, "principal"), Long::sum));
        int equal = 0;
        for (CsvRow row : rows("kiva", "contracts.csv")) {
            equal += Objects.equals(scheduled.get(get(row, "contract_id")), minor(row, "principal")) ? 1 : 0;
        }
        assertEquals(784, scheduled.size());
        assertEquals(784, equal);
    }

    @Test
    void what_kiva_s_paid_loans_received_is_their_principal_in_694_cases_and_more_in_106() {
        Map<String, Long> received = new HashMap<>();
        rows("kiva", "repayments.csv")
                .forEach(row -> received.merge(get(row, "contract_id"), minor(row, "amount"), Long::sum));
        int exact = 0;
        int more = 0;
        for (CsvRow row : rows("kiva", "contracts.csv")) {
            long above = received.getOrDefault(get(row, "contract_id"), 0L) - minor(row, "principal");
            exact += above == 0 && get(row, "status").equals("paid") ? 1 : 0;
            more += above > 0 && get(row, "status").equals("paid") ? 1 : 0;
        }
        assertEquals(694, exact);
        assertEquals(106, more);
    }

    @Test
    void superlender_s_charges_are_flat_and_its_lateness_is_counted_from_the_due_date() {
        Map<String, CsvRow> contracts = new HashMap<>();
        for (CsvRow row : rows("superlender_ng", "contracts.csv")) {
            contracts.put(get(row, "contract_id"), row);
            assertEquals(
                    new BigDecimal(get(row, "total_due")),
                    new BigDecimal(get(row, "principal")).add(new BigDecimal(get(row, "flat_charge"))),
                    row.file() + ":" + row.line());
        }
        int late = 0;
        long daysLate = 0;
        for (CsvRow row : rows("superlender_ng", "repayments.csv")) {
            CsvRow contract = Objects.requireNonNull(contracts.get(get(row, "contract_id")));
            long days = ChronoUnit.DAYS.between(
                    LocalDate.parse(get(contract, "first_due")),
                    LocalDate.parse(get(row, "paid_at").substring(0, 10)));
            assertEquals(Long.parseLong(get(row, "days_late")), days, row.file() + ":" + row.line());
            late += days > 0 ? 1 : 0;
            daysLate += Math.max(0, days);
        }
        assertEquals(2_612, late);
        assertEquals(24_118, daysLate);
    }
}
