package org.loanregistry.registry.loan.calculator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.loan.Rate;

/** How interest and charges are reckoned, in words: fixed text, for the cost table's hash covers it. */
final class Standards {
    private Standards() {}

    static String interest(LoanTerms terms) {
        var text = new StringBuilder(percent(terms.rates().base())).append(" a year");
        for (RatePlan.Promotion one : terms.rates().promotions()) {
            text.append(", ")
                    .append(percent(one.rate()))
                    .append(" from ")
                    .append(one.from())
                    .append(" until before ")
                    .append(one.until());
        }
        return text.append(", ")
                .append(terms.dayCount().code())
                .append(", ")
                .append(method(terms.method()))
                .append(", ")
                .append(terms.dueDates().count())
                .append(" instalments")
                .toString();
    }

    private static String method(RepaymentMethod method) {
        return switch (method) {
            case RepaymentMethod.EqualInstalments _ -> "equal instalments";
            case RepaymentMethod.EqualPrincipal _ -> "equal principal";
            case RepaymentMethod.InterestFirst _ -> "interest first";
            case RepaymentMethod.Balloon _ -> "balloon";
            case RepaymentMethod.Seasonal _ -> "seasonal";
        };
    }

    static String of(Charge charge) {
        return switch (charge) {
            case Charge.UpFront one -> amount(one.amount()) + " once";
            case Charge.PerInstalment one -> amount(one.amount()) + " an instalment";
            case Charge.Flat one -> amount(one.amount()) + " for the whole loan";
            case Charge.PerDay one ->
                percent(one.daily()) + " of the principal a day, at most " + one.capMinor() + " minor units";
        };
    }

    private static String amount(Charge.Amount amount) {
        return switch (amount) {
            case Charge.Amount.Fixed(long minor) -> minor + " minor units";
            case Charge.Amount.OfPrincipal(Rate part) -> percent(part) + " of the principal";
        };
    }

    static List<CostTable.Contingent> contingent(LoanTerms terms, String lender) {
        List<CostTable.Contingent> contingent = new ArrayList<>();
        Penalty penalty = terms.penalty();
        if (penalty != null) {
            contingent.add(new CostTable.Contingent(
                    "penalty interest",
                    lender,
                    "contract rate and " + percent(penalty.overdueSurcharge()) + " of it on principal that is late"
                            + (penalty.compounds() ? ", unpaid interest likewise" : "")));
            contingent.add(new CostTable.Contingent(
                    "misuse interest",
                    lender,
                    "contract rate and " + percent(penalty.misuseSurcharge())
                            + " of it on principal that is misused; never both, the heavier"));
        }
        return contingent;
    }

    /** {@code 14.4%}: without needless zeros. */
    static String percent(Rate rate) {
        BigDecimal hundredfold = rate.value().movePointRight(2).stripTrailingZeros();
        return (hundredfold.scale() < 0 ? hundredfold.setScale(0) : hundredfold).toPlainString() + "%";
    }
}
