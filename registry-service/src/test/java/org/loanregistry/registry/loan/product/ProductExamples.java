package org.loanregistry.registry.loan.product;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.account.Account;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.calculator.AllInCost;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.LoanTerms;

/** The figures of docs/products.md: terms and events as the API takes them, through the code that books them. */
final class ProductExamples {
    static final String LINE = """
            {"kind": "REVOLVING_LINE", "annualRate": "0.144", "dayCount": "ACT_360"}""";
    static final List<String> LINE_EVENTS = List.of("""
            {"kind": "DRAWN", "on": "2024-01-10", "drawdown": 1, "amountMinor": 1000000,
             "plan": {"method": "ON_DEMAND", "until": "2025-01-10", "interest": "AT_END"}}""", """
            {"kind": "REPAID", "on": "2024-01-25", "amountMinor": 400000}""");
    static final String LATER = """
            {"kind": "PAY_LATER", "annualRate": "0.18", "dayCount": "ACT_365F",
             "charges": [{"kind": "PER_INSTALMENT", "name": "instalment fee", "payee": "bank-a", "partOfPrincipal": "0.006"}],
             "penalty": {"overdueSurcharge": "0.5"}}""";
    static final List<String> LATER_EVENTS = List.of("""
            {"kind": "DRAWN", "on": "2024-03-01", "drawdown": 1, "amountMinor": 300000,
             "pricing": {"annualRate": "0.18", "promotions": [{"from": "2024-03-01", "until": "2024-06-01", "annualRate": "0"}]},
             "plan": {"method": "EQUAL_INSTALMENTS", "start": "2024-03-01", "count": 3, "every": "P1M"},
             "fundFlow": {"payee": "a shop", "purpose": "a bicycle", "order": "77"}}""", """
            {"kind": "REFUNDED", "on": "2024-03-20", "drawdown": 1, "amountMinor": 100000}""");
    static final String LOAN = """
            {"kind": "INSTALMENT_LOAN", "annualRate": "0.144", "dayCount": "30_360",
             "charges": [{"kind": "DEDUCTED", "name": "up-front fee", "payee": "bank-a", "partOfPrincipal": "0.03"}],
             "plan": {"method": "EQUAL_INSTALMENTS", "start": "2024-01-10", "count": 12, "every": "P1M"}}""";
    static final List<String> LOAN_EVENTS = List.of("""
            {"kind": "DRAWN", "on": "2024-01-10", "amountMinor": 1200000}""");
    static final String BUSINESS = """
            {"kind": "SMALL_BUSINESS", "annualRate": "0.08", "dayCount": "ACT_360"}""";
    static final List<String> BUSINESS_EVENTS = List.of("""
            {"kind": "DRAWN", "on": "2024-03-01", "drawdown": 1, "amountMinor": 30000000,
             "plan": {"method": "SEASONAL", "start": "2024-03-01",
               "dues": [{"date": "2024-06-30", "principalMinor": 5000000},
                        {"date": "2024-09-30", "principalMinor": 20000000},
                        {"date": "2024-12-31", "principalMinor": 5000000}]},
             "fundFlow": {"payee": "a mill", "purpose": "seed", "coreCompany": "a core company", "order": "PO-7"}}""");

    private static final Currency CNY = Currency.getInstance("CNY");

    private ProductExamples() {}

    static ProductTerms terms(String json, long limitMinor) {
        Fields fields = Fields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        return ProductForm.read(fields, CNY, limitMinor)
                .orElseThrow(() -> new AssertionError(fields.errors().toString()));
    }

    static LoanEvent event(String json, ProductTerms terms) {
        Fields fields = Fields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        return EventForm.read(fields, terms)
                .map(EventForm.Read::event)
                .orElseThrow(() -> new AssertionError(fields.errors().toString()));
    }

    static AccountState at(String json, long limitMinor, List<String> events, String day) {
        ProductTerms terms = terms(json, limitMinor);
        return Account.at(
                terms.account(), events.stream().map(one -> event(one, terms)).toList(), LocalDate.parse(day));
    }

    /** From day to day: how long which balance stood, and their product. */
    static List<List<String>> balances(List<String> days) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i + 1 < days.size(); i++) {
            long balance = at(LINE, 2_000_000, LINE_EVENTS, days.get(i)).owed().principal();
            long count = ChronoUnit.DAYS.between(LocalDate.parse(days.get(i)), LocalDate.parse(days.get(i + 1)));
            rows.add(
                    List.of(days.get(i), days.get(i + 1), String.valueOf(count), text(balance), text(balance * count)));
        }
        return rows;
    }

    /** What is paid out, then each instalment with the principal left after it. */
    static List<List<String>> schedule(LocalDate start, long netMinor, AccountState state) {
        List<List<String>> rows = new ArrayList<>();
        long balance = state.drawnMinor();
        rows.add(List.of("0", start.toString(), "", "", text(-netMinor), text(balance)));
        for (AccountState.InstalmentState one : state.instalments()) {
            balance -= one.owed().principal();
            rows.add(List.of(
                    String.valueOf(rows.size()),
                    one.due().toString(),
                    text(one.owed().principal()),
                    text(one.owed().interest()),
                    text(one.owed().total()),
                    text(balance)));
        }
        return rows;
    }

    /** What is owed with each due date and what is paid of it. */
    static List<List<String>> owed(AccountState state) {
        List<List<String>> rows = new ArrayList<>();
        for (AccountState.InstalmentState one : state.instalments()) {
            rows.add(List.of(
                    one.due().toString(),
                    text(one.owed().principal()),
                    text(one.owed().charge()),
                    text(one.owed().penalty()),
                    text(one.paid().total()),
                    text(one.owed().total() - one.paid().total())));
        }
        return rows;
    }

    static AllInCost loanCost() {
        LoanTerms loan = terms(LOAN, 1_200_000).loan().orElseThrow();
        return AllInCost.of(loan, Calculator.plan(loan));
    }

    static String text(long minor) {
        return new Money(minor, CNY).toText();
    }
}
