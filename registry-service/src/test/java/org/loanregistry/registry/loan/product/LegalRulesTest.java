package org.loanregistry.registry.loan.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;

class LegalRulesTest {
    private static final LegalRules RULES = new LegalRules();

    private static ProductTerms terms(long principal, String rate, int months, String method, String start) {
        String json = """
                {"kind":"INSTALMENT_LOAN","annualRate":"RATE","dayCount":"30_360","penalty":{"overdueSurcharge":"0.5"},
                 "plan":{"method":"METHOD","start":"START","count":COUNT,"every":"EVERY"}}""".replace("RATE", rate)
                .replace("METHOD", method)
                .replace("START", start)
                .replace("COUNT", method.equals("INTEREST_FIRST") ? "1" : String.valueOf(months))
                .replace("EVERY", method.equals("INTEREST_FIRST") ? "P" + months + "M" : "P1M");
        Fields fields = Fields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        return ProductForm.read(fields, Currency.getInstance("CNY"), principal)
                .orElseThrow(() -> new AssertionError(fields.errors()));
    }

    private static List<String> broken(ProductTerms terms, String day, Long... shares) {
        return RULES.brokenBy(terms, List.of(shares), LocalDate.parse(day)).stream()
                .map(LegalRule::id)
                .toList();
    }

    @Test
    void what_the_law_allows_breaks_no_rule() {
        var terms = terms(20_000_000, "0.144", 12, "EQUAL_INSTALMENTS", "2024-01-10");
        assertEquals(List.of(), broken(terms, "2024-01-10", 20_000_000L));
        assertEquals(List.of(), broken(terms, "2024-01-10", 6_000_000L, 14_000_000L));
    }

    @Test
    void a_limit_holds_from_its_day_until_its_last() {
        var terms = terms(20_000_001, "0.144", 12, "EQUAL_INSTALMENTS", "2024-01-10");
        assertEquals(List.of(), broken(terms, "2020-07-11", 20_000_001L));
        assertEquals(List.of("CN-PERSON-2020"), broken(terms, "2020-07-12", 20_000_001L));
        assertEquals(List.of("CN-PERSON-2020"), broken(terms, "2025-03-30", 20_000_001L));
        assertEquals(List.of(), broken(terms, "2025-03-31", 20_000_001L));
    }

    @Test
    void a_loan_repaid_in_one_sum_ends_within_a_year() {
        assertEquals(List.of(), broken(terms(100, "0.1", 12, "INTEREST_FIRST", "2024-01-10"), "2024-01-10", 100L));
        assertEquals(
                List.of("CN-BULLET-2020"),
                broken(terms(100, "0.1", 13, "INTEREST_FIRST", "2024-01-10"), "2024-01-10", 100L));
    }

    @Test
    void an_all_in_cost_above_24_percent_is_warned_of_since_october_2025_and_never_refused() {
        var terms = terms(1_000_000, "0.2401", 12, "EQUAL_INSTALMENTS", "2025-10-01");
        assertEquals(List.of(), broken(terms, "2025-09-30", 1_000_000L));
        assertEquals(List.of("CN-COST-24"), broken(terms, "2025-10-01", 1_000_000L));
        assertTrue(RULES.all().stream()
                .filter(rule -> rule.id().equals("CN-COST-24"))
                .allMatch(rule -> rule.effect() == LegalRule.Effect.WARN));
    }

    @Test
    void the_cooperating_party_funds_thirty_percent_or_more_to_the_cent() {
        var terms = terms(1_000, "0.144", 12, "EQUAL_INSTALMENTS", "2024-01-10");
        assertEquals(List.of("CN-PARTNER-30"), broken(terms, "2024-01-10", 299L, 701L));
        assertEquals(List.of(), broken(terms, "2024-01-10", 300L, 700L));
    }

    @Test
    void every_rule_has_an_id_of_its_own_and_a_source() {
        var ids = new HashSet<String>();
        for (LegalRule rule : RULES.all()) {
            assertTrue(ids.add(rule.id()), rule.id());
            assertFalse(rule.source().isBlank(), rule.id());
            assertTrue(rule.inWords().contains(rule.source()), rule.id());
        }
        assertTrue(ids.size() > 8, "rules are missing");
    }
}
