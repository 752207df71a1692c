package org.loanregistry.registry.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** The published loans of Kiva, recorded through the service: what is odd in them is kept, flagged and found. */
class KivaImportTest {
    private static final Path DATA =
            Path.of(System.getProperty("loanreg.root", ".")).resolve("../shared/data/kiva");
    private static TestRegistry registry;
    private static URI service;
    private static String token;
    private static Reconciliation result;

    @BeforeAll
    static void record() throws Exception {
        assumeTrue(Files.exists(DATA), "no data at " + DATA);
        registry = TestRegistry.create();
        service = registry.serve();
        token = registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.OPERATOR, "registry-operator"))
                .orElseThrow();
        result = new PortfolioImport(service, token, new Silent()).run(Portfolio.read(DATA));
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private static final class Silent implements PortfolioImport.Progress {
        @Override
        public void start(String kind, int items) {}

        @Override
        public void step(int items) {}

        @Override
        public void end() {}
    }

    private static List<Map<?, ?>> flagged(String list, String flag) {
        List<Map<?, ?>> all = new ArrayList<>();
        String cursor = "";
        do {
            var answer =
                    TestRegistry.get(service.resolve("/api/v1/" + list + "?limit=100&flag=" + flag + cursor), token);
            assertEquals(200, answer.statusCode());
            var page = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
            ((List<?>) Objects.requireNonNull(page.get(list)))
                    .forEach(one -> all.add((Map<?, ?>) Objects.requireNonNull(one)));
            cursor = page.get("next") == null ? "" : "&cursor=" + page.get("next");
        } while (!cursor.isEmpty());
        return all;
    }

    @Test
    void every_row_read_is_recorded_and_none_refused() {
        assertTrue(result.addsUp(), String.join("\n", result.toLines()));
        assertEquals(List.of(), result.refusals());
        assertEquals(1_000, registry.count("contract"));
        assertEquals(6_987, registry.count("instalment"));
        assertEquals(6_527, registry.count("repayment"));
    }

    @Test
    void the_principal_of_all_800_paid_loans_is_covered_and_what_is_above_it_kept() {
        String paid = "contract join contract_balance using (contract_id) where status = 'paid'";
        assertEquals(800, registry.count(paid + " and principal_outstanding_minor = 0"));
        assertEquals(106, registry.count(paid + " and excess_minor > 0"));
        assertEquals(304, flagged("repayments", "OVERPAID").size());
    }

    @Test
    void the_12_defaulted_loans_whose_principal_is_covered_are_candidates_for_a_correction() {
        var numbers = new TreeSet<String>();
        flagged("repayments", "DEFAULTED_BUT_COVERED")
                .forEach(one -> numbers.add(String.valueOf(one.get("contractNumber"))));
        assertEquals(12, numbers.size(), numbers.toString());
        assertEquals(
                12,
                registry.count("contract join contract_balance using (contract_id) where status = 'defaulted'"
                        + " and principal_outstanding_minor = 0 and contract_number in ('"
                        + String.join("','", numbers) + "')"));
        System.out.println("Kiva: defaulted, principal covered, candidates for a correction: " + numbers);
    }

    @Test
    void refunds_without_a_payment_and_payments_before_disbursal_are_recorded_and_flagged() {
        assertEquals(166, flagged("contracts", "REFUNDED_WITHOUT_PAYMENT").size());
        var early = flagged("repayments", "PAID_BEFORE_DISBURSAL");
        assertEquals(8, early.size());
        assertTrue(early.stream().allMatch(one -> one.get("amountMinor") instanceof Long amount && amount > 0));
    }

    @Test
    void both_dates_of_every_repayment_are_kept() {
        assertEquals(6_527, registry.count("repayment where settled_at is not null and settled_at <> paid_at"));
    }

    @Test
    void what_is_unknown_stays_unknown_and_is_flagged() {
        assertEquals(216, flagged("contracts", "NO_SCHEDULE").size());
        assertEquals(0, flagged("contracts", "SCHEDULE_SUM_DIFFERS").size());
        long missing = registry.count("contract where term is null");
        assertEquals(missing, flagged("contracts", "MISSING_TERM").size());
    }
}
