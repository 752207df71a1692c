package org.loanregistry.registry.loan.product;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.account.RepaymentPlan;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** How a drawdown comes back, as JSON; every broken rule named. */
final class PlanForm {
    private static final Pattern STEP = Pattern.compile("P[1-9][0-9]{0,2}[DM]");

    private PlanForm() {}

    /** The plan; empty after an error on the fields. */
    static Optional<RepaymentPlan> read(Fields fields) {
        String method = fields.requiredText("method", 40);
        Optional<RepaymentPlan> plan;
        try {
            plan = method.equals("ON_DEMAND") ? onDemand(fields) : scheduled(fields, method);
        } catch (IllegalArgumentException | DateTimeException e) {
            fields.refuse("method", "does not fit the due dates and amounts given");
            plan = Optional.empty();
        }
        fields.finish();
        return plan;
    }

    private static Optional<RepaymentPlan> onDemand(Fields fields) {
        Optional<LocalDate> until = fields.required("until", day(fields, "until"));
        String interest = fields.text("interest", 20).orElse("WITH_PAYMENT");
        if (!interest.equals("WITH_PAYMENT") && !interest.equals("AT_END")) {
            fields.refuse("interest", "must be WITH_PAYMENT or AT_END");
        }
        return until.map(end -> new RepaymentPlan.OnDemand(end, interest.equals("WITH_PAYMENT")));
    }

    private static Optional<RepaymentPlan> scheduled(Fields fields, String name) {
        Optional<LocalDate> start = fields.required("start", day(fields, "start"));
        List<LocalDate> dates = new ArrayList<>();
        List<Long> principal = new ArrayList<>();
        for (Fields one : fields.objects("dues", 600)) {
            one.required("date", day(one, "date")).ifPresent(dates::add);
            one.integer("principalMinor", 0, Fields.MAX_AMOUNT).ifPresent(principal::add);
            one.finish();
        }
        Optional<DueDates> due =
                start.flatMap(from -> dates.isEmpty() ? regular(fields, from) : Optional.of(DueDates.on(from, dates)));
        Optional<RepaymentMethod> method = switch (name) {
            case "EQUAL_INSTALMENTS" -> Optional.of(new RepaymentMethod.EqualInstalments());
            case "EQUAL_PRINCIPAL" -> Optional.of(new RepaymentMethod.EqualPrincipal());
            case "INTEREST_FIRST" -> Optional.of(new RepaymentMethod.InterestFirst());
            case "BALLOON" ->
                Optional.of(new RepaymentMethod.Balloon(
                        fields.requiredInteger("finalPrincipalMinor", 0, Fields.MAX_AMOUNT)));
            case "SEASONAL" -> Optional.of(new RepaymentMethod.Seasonal(principal));
            default -> Optional.empty();
        };
        if (method.isEmpty()) {
            fields.refuse(
                    "method",
                    "must be one of EQUAL_INSTALMENTS, EQUAL_PRINCIPAL, INTEREST_FIRST, BALLOON, SEASONAL, ON_DEMAND");
        }
        return due.flatMap(dueDates -> method.map(one -> new RepaymentPlan.Scheduled(one, dueDates)));
    }

    private static Optional<DueDates> regular(Fields fields, LocalDate start) {
        long count = fields.requiredInteger("count", 1, 600);
        Optional<String> every = fields.required("every", fields.text("every", 5));
        Optional<LocalDate> first = day(fields, "first");
        if (every.isEmpty()) {
            return Optional.empty();
        }
        if (!STEP.matcher(every.get()).matches()) {
            fields.refuse("every", "must be a period such as P1M or P30D");
            return Optional.empty();
        }
        int step = Integer.parseInt(every.get().substring(1, every.get().length() - 1));
        int instalments = Math.toIntExact(count);
        if (every.get().endsWith("D")) {
            if (first.isPresent()) {
                fields.refuse("first", "stands only with months");
            }
            return Optional.of(DueDates.days(start, step, instalments));
        }
        return Optional.of(
                first.isPresent()
                        ? DueDates.monthsFrom(start, first.get(), step, instalments)
                        : DueDates.months(start, step, instalments));
    }

    static Optional<LocalDate> day(Fields fields, String name) {
        return fields.parsed(name, 10, LocalDate::parse, "must be a date such as 2026-01-31");
    }
}
