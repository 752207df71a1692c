package org.loanregistry.registry.loan.calculator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.registry.json.TextRule;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.tree.Hash;

/**
 * The table of the all-in cost of a personal loan (综合融资成本明示表, 金规〔2026〕2号): the principal, each item of cost with its
 * standard, its payee and when it is paid, the cost a year if the loan is paid as planned, what comes on top if it is not,
 * and that nothing else is charged. Its canonical bytes are in docs/formats.md.
 *
 * @param currency ISO 4217
 * @param principalMinor the loan
 * @param netMinor what the borrower has of it at the start
 * @param start day of disbursal
 * @param end day of the last instalment
 * @param items what is charged if the loan is paid as planned
 * @param annual the all-in cost a year of it
 * @param contingent what is charged only if it is not
 */
public record CostTable(
        String currency,
        long principalMinor,
        long netMinor,
        LocalDate start,
        LocalDate end,
        List<Item> items,
        AllInCost annual,
        List<Contingent> contingent) {
    private static final int MAX_TEXT = 200;

    /** When an item is paid. */
    public enum When {
        /** Kept back from the principal. */
        DEDUCTED("deducted"),
        /** Paid at the start from elsewhere. */
        AT_START("at-start"),
        WITH_INSTALMENTS("with-instalments");

        private final String word;

        When(String word) {
            this.word = word;
        }

        /** As the canonical bytes have it. */
        public String word() {
            return word;
        }
    }

    /**
     * One item of cost.
     *
     * @param name what it is called
     * @param payee who charges it
     * @param standard how it is reckoned
     * @param when when it is paid
     * @param totalMinor all of it
     */
    public record Item(String name, String payee, String standard, When when, long totalMinor) {
        /** Refuses texts that a line cannot hold. */
        public Item {
            requireLine(name);
            requireLine(payee);
            requireLine(standard);
        }
    }

    /** A cost that arises only if the loan is not paid as planned. */
    public record Contingent(String name, String payee, String standard) {
        /** Refuses texts that a line cannot hold. */
        public Contingent {
            requireLine(name);
            requireLine(payee);
            requireLine(standard);
        }
    }

    /** Copies the lists. */
    public CostTable {
        items = List.copyOf(items);
        contingent = List.copyOf(contingent);
    }

    private static void requireLine(String text) {
        Optional<String> broken = TextRule.brokenBy(text, MAX_TEXT);
        if (broken.isPresent()) {
            throw new IllegalArgumentException("a text of the cost table " + broken.get());
        }
    }

    /** The table of a loan; interest and penalty go to {@code lender}. */
    public static CostTable of(LoanTerms terms, String lender) {
        Plan plan = Calculator.plan(terms);
        List<Item> items = new ArrayList<>();
        items.add(new Item("interest", lender, Standards.interest(terms), When.WITH_INSTALMENTS, plan.interest()));
        for (Charge charge : terms.charges()) {
            long total = charge.atStart(terms.principalMinor())
                    + charge.withInstalments(terms.principalMinor(), terms.dueDates()).stream()
                            .mapToLong(Long::longValue)
                            .sum();
            items.add(new Item(charge.name(), charge.payee(), Standards.of(charge), when(charge), total));
        }
        return new CostTable(
                terms.currency().getCurrencyCode(),
                terms.principalMinor(),
                terms.netMinor(),
                terms.dueDates().start(),
                terms.dueDates().end(),
                items,
                AllInCost.of(terms, plan),
                Standards.contingent(terms, lender));
    }

    private static When when(Charge charge) {
        return switch (charge) {
            case Charge.UpFront one -> one.deducted() ? When.DEDUCTED : When.AT_START;
            case Charge.PerInstalment _, Charge.Flat _, Charge.PerDay _ -> When.WITH_INSTALMENTS;
        };
    }

    /** The sum of all items. */
    public long totalMinor() {
        return items.stream().mapToLong(Item::totalMinor).reduce(0, Math::addExact);
    }

    /** The canonical text: docs/formats.md, cost table v1. */
    public String toText() {
        var text = new StringBuilder("loanreg cost table v1\n");
        line(text, "calculator", Calculator.VERSION);
        line(text, "currency", currency);
        line(text, "principal", String.valueOf(principalMinor));
        line(text, "net", String.valueOf(netMinor));
        line(text, "start", start.toString());
        line(text, "end", end.toString());
        for (Item one : items) {
            line(
                    text,
                    "item",
                    String.join(
                            "\t",
                            one.name(),
                            one.payee(),
                            one.standard(),
                            one.when().word(),
                            String.valueOf(one.totalMinor())));
        }
        line(text, "total", String.valueOf(totalMinor()));
        line(text, "nominal", plain(annual.nominal()));
        line(text, "effective", plain(annual.effective()));
        for (Contingent one : contingent) {
            line(text, "contingent", String.join("\t", one.name(), one.payee(), one.standard()));
        }
        return text.append("nothing else is charged\n").toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    private static String plain(BigDecimal rate) {
        return rate.toPlainString();
    }

    /** SHA-256 of the canonical text in UTF-8; part of the contract record. */
    public Hash hash() {
        return Hash.of(Sha256.of(toText().getBytes(StandardCharsets.UTF_8)));
    }
}
