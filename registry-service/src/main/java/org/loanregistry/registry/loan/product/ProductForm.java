package org.loanregistry.registry.loan.product;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.account.AccountTerms;
import org.loanregistry.registry.loan.account.Component;
import org.loanregistry.registry.loan.account.RepaymentPlan;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.Penalty;
import org.loanregistry.registry.loan.calculator.RatePlan;

/** The terms of a product as JSON; every broken rule named. */
public final class ProductForm {
    private static final String RATE = "must be a decimal fraction as text, at most 12 decimals";

    private ProductForm() {}

    /**
     * Reads the terms of a contract over {@code limitMinor}; empty after an error on the fields.
     *
     * @param limitMinor above 0: the principal of the contract
     */
    public static Optional<ProductTerms> read(Fields fields, Currency currency, long limitMinor) {
        Optional<Product> product = fields.required("kind", fields.parsed("kind", 40, Product::valueOf, kinds()));
        Optional<RatePlan> rates = rates(fields);
        Optional<DayCount> dayCount = fields.required(
                "dayCount",
                fields.parsed("dayCount", 20, DayCount::parse, "must be one of ACT_360, ACT_365F, ACT_ACT, 30_360"));
        List<Charge> charges = charges(fields);
        Penalty penalty = penalty(fields);
        List<Component> order = order(fields);
        JointTerms joint = JointForm.joint(fields, limitMinor);
        Guarantee guarantee = JointForm.guarantee(fields, limitMinor);
        Fields planFields = fields.object("plan");
        Optional<RepaymentPlan> plan = planFields.isEmpty() ? Optional.empty() : PlanForm.read(planFields);
        product.ifPresent(one -> checkPlan(fields, one, plan.orElse(null), planFields.isEmpty()));
        fields.finish();
        if (!fields.errors().isEmpty() || rates.isEmpty() || dayCount.isEmpty() || limitMinor < 1) {
            return Optional.empty();
        }
        try {
            var account = new AccountTerms(currency, limitMinor, rates.get(), dayCount.get(), charges, penalty, order);
            var terms = new ProductTerms(product.orElseThrow(), account, plan.orElse(null), joint, guarantee);
            terms.loan();
            return Optional.of(terms);
        } catch (IllegalArgumentException e) {
            fields.refuse("plan", "does not fit the principal and the charges");
            return Optional.empty();
        }
    }

    private static String kinds() {
        return "must be one of REVOLVING_LINE, PAY_LATER, INSTALMENT_LOAN, SMALL_BUSINESS";
    }

    private static void checkPlan(Fields fields, Product product, @Nullable RepaymentPlan plan, boolean absent) {
        switch (product) {
            case REVOLVING_LINE, PAY_LATER -> {
                if (!absent) {
                    fields.refuse("plan", "stands with each drawdown of a line, not in its contract");
                }
            }
            case INSTALMENT_LOAN -> {
                if (absent) {
                    fields.refuse("plan", "must be given");
                } else if (plan instanceof RepaymentPlan.OnDemand) {
                    fields.refuse("plan.method", "must have instalments");
                }
            }
            case SMALL_BUSINESS -> {}
        }
    }

    private static Optional<Rate> rate(Fields fields, String name) {
        return fields.parsed(name, 30, Rate::new, RATE);
    }

    /** The rate and the promotions; also of a drawdown. */
    static Optional<RatePlan> rates(Fields fields) {
        Optional<Rate> base = fields.required("annualRate", rate(fields, "annualRate"));
        List<RatePlan.Promotion> promotions = new ArrayList<>();
        for (Fields one : fields.objects("promotions", 24)) {
            Optional<LocalDate> from = one.required("from", PlanForm.day(one, "from"));
            Optional<LocalDate> until = one.required("until", PlanForm.day(one, "until"));
            Optional<Rate> rate = one.required("annualRate", rate(one, "annualRate"));
            one.finish();
            if (from.isPresent() && until.isPresent() && rate.isPresent()) {
                if (from.get().isBefore(until.get())) {
                    promotions.add(new RatePlan.Promotion(from.get(), until.get(), rate.get()));
                } else {
                    one.refuse("until", "must be after from");
                }
            }
        }
        return base.flatMap(rate -> {
            try {
                return Optional.of(new RatePlan(rate, promotions));
            } catch (IllegalArgumentException e) {
                fields.refuse("promotions", "must follow one another and not overlap");
                return Optional.empty();
            }
        });
    }

    private static List<Charge> charges(Fields fields) {
        List<Charge> charges = new ArrayList<>();
        for (Fields one : fields.objects("charges", 12)) {
            String name = one.requiredText("name", 100);
            String payee = one.requiredText("payee", 100);
            String kind = one.requiredText("kind", 20);
            if (kind.equals("PER_DAY")) {
                Optional<Rate> daily = one.required("dailyRate", rate(one, "dailyRate"));
                long cap = one.requiredInteger("capMinor", 0, Fields.MAX_AMOUNT);
                daily.ifPresent(rate -> charges.add(new Charge.PerDay(name, payee, rate, cap)));
            } else {
                charge(one, kind, name, payee, amount(one)).ifPresent(charges::add);
            }
            one.finish();
        }
        return charges;
    }

    private static Optional<Charge> charge(
            Fields fields, String kind, String name, String payee, Charge.Amount amount) {
        return switch (kind) {
            case "DEDUCTED" -> Optional.of(new Charge.UpFront(name, payee, amount, true));
            case "AT_START" -> Optional.of(new Charge.UpFront(name, payee, amount, false));
            case "PER_INSTALMENT" -> Optional.of(new Charge.PerInstalment(name, payee, amount));
            case "FLAT" -> Optional.of(new Charge.Flat(name, payee, amount));
            default -> {
                fields.refuse("kind", "must be one of DEDUCTED, AT_START, PER_INSTALMENT, FLAT, PER_DAY");
                yield Optional.empty();
            }
        };
    }

    private static Charge.Amount amount(Fields fields) {
        Optional<Long> fixed = fields.integer("amountMinor", 0, Fields.MAX_AMOUNT);
        Optional<Rate> part = rate(fields, "partOfPrincipal");
        if (fixed.isPresent() == part.isPresent()) {
            fields.refuse("amountMinor", "must be given, or else partOfPrincipal, not both");
        }
        return part.<Charge.Amount>map(Charge.Amount.OfPrincipal::new)
                .orElseGet(() -> new Charge.Amount.Fixed(fixed.orElse(0L)));
    }

    private static @Nullable Penalty penalty(Fields fields) {
        Fields inside = fields.object("penalty");
        if (inside.isEmpty()) {
            return null;
        }
        Optional<Rate> overdue = inside.required("overdueSurcharge", rate(inside, "overdueSurcharge"));
        Optional<Rate> misuse = rate(inside, "misuseSurcharge");
        String interest = inside.text("unpaidInterest", 20).orElse("BEARS_NOTHING");
        if (!interest.equals("BEARS_NOTHING") && !interest.equals("BEARS_PENALTY")) {
            inside.refuse("unpaidInterest", "must be BEARS_NOTHING or BEARS_PENALTY");
        }
        inside.finish();
        return overdue.map(rate -> new Penalty(rate, misuse.orElse(rate), interest.equals("BEARS_PENALTY")))
                .orElse(null);
    }

    private static List<Component> order(Fields fields) {
        List<Component> order = new ArrayList<>();
        for (Fields one : fields.objects("order", Component.values().length)) {
            one.required(
                            "component",
                            one.parsed(
                                    "component",
                                    20,
                                    Component::valueOf,
                                    "must be one of COST, PENALTY, INTEREST, CHARGE, PRINCIPAL"))
                    .ifPresent(order::add);
            one.finish();
        }
        if (!order.isEmpty()
                && (order.size() != Component.values().length
                        || order.stream().distinct().count() != order.size())) {
            fields.refuse("order", "must name every component once");
            return Component.BY_LAW;
        }
        return order.isEmpty() ? Component.BY_LAW : order;
    }
}
