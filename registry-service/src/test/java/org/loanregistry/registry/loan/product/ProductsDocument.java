package org.loanregistry.registry.loan.product;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LossSharing;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.LargestRemainder;

/** The text of docs/products.md around the figures of {@link ProductExamples}. */
final class ProductsDocument {
    private ProductsDocument() {}

    static String text() {
        return String.join("\n", intro(), line(), later(), loan(), business(), joint());
    }

    private static String intro() {
        return """
                # Products

                One example of each product that a spreadsheet can check: the terms as `POST /api/v1/contracts` takes them in `product`, the events as `POST /api/v1/events` takes them
                in `event`, and the figures that the service books, made by %s. Amounts are in yuan here and in fen in requests. In the tables the columns are A, B, C … from the left and
                row 1 is the first row of figures; type the inputs, put the formulas beside them, and every cell must agree to the cent. This file is written by the code it describes and a
                test compares both; `mvn -pl registry-service -am test -Dtest=ProductsDocumentTest -Dloanreg.write=true -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.
                """.formatted(Calculator.VERSION);
    }

    private static String line() {
        AccountState state =
                ProductExamples.at(ProductExamples.LINE, 2_000_000, ProductExamples.LINE_EVENTS, "2024-03-15");
        return """
                ## Revolving cash line

                A limit of 20000.00; drawn at any time, interest by the day on the balance, repaid at any time, and what is repaid can be drawn again.

                %s
                %s
                As of 2024-03-15:

                %s
                | what | formula | amount |
                | --- | --- | --- |
                | interest so far, rounded once | `=ROUND(SUM(E1:E2)*0.144/360,2)` | %s |
                | still to be drawn | `=20000-D2` | %s |
                """.formatted(
                        json(List.of(ProductExamples.LINE)),
                        json(ProductExamples.LINE_EVENTS),
                        table(
                                List.of("from", "until", "days `=B1-A1`", "balance", "`=C1*D1`"),
                                ProductExamples.balances(List.of("2024-01-10", "2024-01-25", "2024-03-15"))),
                        ProductExamples.text(state.notDueInterest()),
                        ProductExamples.text(state.availableMinor()));
    }

    private static String later() {
        List<String> events = ProductExamples.LATER_EVENTS;
        var header = List.of("due", "principal", "charge", "penalty", "paid", "open `=B1+C1+D1-E1`");
        return """
                ## Pay-later

                A purchase of 3000.00, paid to the merchant; no interest until the last due date, a fee with each of three instalments (`=ROUND(3000*0.006,2)`).

                %s
                %s
                As bought, principal `=ROUND(3000/3,2)`:

                %s
                The merchant takes a third back on 2024-03-20, and the first instalment is ten days late on 2024-04-11: row 1 is the refund, which is paid; principal `=ROUND(2000/3,2)`, in
                the last row what is left; penalty in row 2 `=ROUND(B2*0.18*1.5*10/365,2)`.

                %s""".formatted(
                        json(List.of(ProductExamples.LATER)),
                        json(events),
                        table(
                                header,
                                ProductExamples.owed(ProductExamples.at(
                                        ProductExamples.LATER, 500_000, events.subList(0, 1), "2024-03-01"))),
                        table(
                                header,
                                ProductExamples.owed(
                                        ProductExamples.at(ProductExamples.LATER, 500_000, events, "2024-04-11"))));
    }

    private static String loan() {
        AccountState state =
                ProductExamples.at(ProductExamples.LOAN, 1_200_000, ProductExamples.LOAN_EVENTS, "2024-01-10");
        return """
                ## Instalment loan

                12000.00 at 14.4 %% in 12 equal instalments; 3 %% kept back at the start.

                %s
                %s
                Interest `=ROUND(F1*0.144/12,2)`, amount `=ROUND(PMT(0.144/12,12,-12000),2)` and in the last row `=C13+D13`, principal `=E2-D2`, in the last row `=F12`, balance `=F1-C2`:

                %s
                | what | formula | amount |
                | --- | --- | --- |
                | all interest | `=SUM(D2:D13)` | %s |
                | all-in annual cost, nominal (单利) | `=12*IRR(E1:E13)` | %s |
                | all-in annual cost, effective (复利) | `=(1+IRR(E1:E13))^12-1` | %s |
                """.formatted(
                        json(List.of(ProductExamples.LOAN)),
                        json(ProductExamples.LOAN_EVENTS),
                        table(
                                List.of("no", "due", "principal", "interest", "amount", "balance"),
                                ProductExamples.schedule(LocalDate.of(2024, 1, 10), 1_164_000, state)),
                        ProductExamples.text(state.instalments().stream()
                                .mapToLong(one -> one.owed().interest())
                                .sum()),
                        percent(ProductExamples.loanCost().nominal()),
                        percent(ProductExamples.loanCost().effective()));
    }

    private static String business() {
        AccountState state =
                ProductExamples.at(ProductExamples.BUSINESS, 50_000_000, ProductExamples.BUSINESS_EVENTS, "2024-03-01");
        return """
                ## Small-business loan

                A line of 500000.00, of which 300000.00 are drawn on an order of a core company and come back as the harvest is sold. The same order backs no second drawdown.

                %s
                %s
                Interest `=ROUND(F1*0.08*(B2-B1)/360,2)`, amount `=C2+D2`, balance `=F1-C2`:

                %s""".formatted(
                        json(List.of(ProductExamples.BUSINESS)),
                        json(ProductExamples.BUSINESS_EVENTS),
                        table(
                                List.of("no", "due", "principal", "interest", "amount", "balance"),
                                ProductExamples.schedule(LocalDate.of(2024, 3, 1), 30_000_000, state)));
    }

    private static String joint() {
        List<Long> weights = List.of(360_000L, 840_000L);
        var sharing = new LossSharing.FirstLoss(0, 100_000);
        List<List<String>> rows = List.of(1_200_000L, 50_000L).stream()
                .map(loss -> {
                    List<Long> cash = LargestRemainder.split(loss, weights);
                    List<Long> borne = sharing.bear(loss, weights);
                    return List.of(
                            ProductExamples.text(loss),
                            ProductExamples.text(cash.get(0)),
                            ProductExamples.text(cash.get(1)),
                            ProductExamples.text(borne.get(0)),
                            ProductExamples.text(borne.get(1)),
                            ProductExamples.text(cash.get(1) - borne.get(1)));
                })
                .toList();
        return """
                ## Joint loans, guarantees and mandates

                Any product may say in `product` what its funders agreed among themselves, and who stands in for the borrower; `decides`, `services` and `bearer` name funders, the guarantor is none:

                ```json
                "joint": {"decides": "bank-a", "services": "bank-b", "loss": {"rule": "FIRST_LOSS", "bearer": "bank-a", "capMinor": 100000}},
                "guarantee": {"guarantor": "a guarantee company", "partOfPrincipal": "0.05"}
                ```

                Cash is shared as the loan is funded, here 3600.00 to 8400.00. Of a loss (what was written off and did not come back) the bearer takes the first 1000.00, `=MIN(A1,1000)`, and the
                rest is borne as funded; what bank-b bears less than it lost in cash, bank-a settles. With `PRO_RATA` nothing is settled.

                %s
                A mandate is an event, as are its tries and its end. What is due is asked on each due date and then, while something of it is left, on the days of the retry plan; a try pays what is due, oldest
                first, of one day the dearest drawdown first, and nothing early. `GET /api/v1/collections?on=2024-02-10` lists what whoever services the loans is to debit.

                ```json
                {"kind": "MANDATED", "on": "2024-01-10", "mandate": "M-7", "retryAfter": ["P1D", "P3D"], "mostMinor": 200000}
                {"kind": "DEBITED", "on": "2024-02-10", "mandate": "M-7", "askedMinor": 107971, "collectedMinor": 7971, "resultCode": "FUNDS"}
                {"kind": "MANDATE_ENDED", "on": "2024-02-11", "mandate": "M-7", "reasonCode": "REVOKED"}
                ```
                """.formatted(table(
                List.of("loss", "cash a", "cash b", "borne by a", "borne by b", "settled to b `=C1-E1`"), rows));
    }

    private static String percent(BigDecimal rate) {
        return rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    private static String json(List<String> texts) {
        return "```json\n" + String.join("\n", texts) + "\n```\n";
    }

    private static String table(List<String> header, List<List<String>> rows) {
        var text = new StringBuilder();
        row(text, header);
        row(text, header.stream().map(_ -> "---").toList());
        rows.forEach(one -> row(text, one));
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
