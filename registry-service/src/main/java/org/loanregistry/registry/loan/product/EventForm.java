package org.loanregistry.registry.loan.product;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.account.AssetClass;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.account.RepaymentPlan;
import org.loanregistry.registry.loan.account.Surplus;
import org.loanregistry.registry.loan.calculator.RatePlan;

/** An event of a booked loan as JSON; every broken rule named. */
public final class EventForm {
    private static final int MAX_TEXT = 200;
    private static final String KINDS = "must be one of OPENED, LIMIT_CHANGED, DRAWN, COST_INCURRED, REFUNDED, REPAID,"
            + " MANDATED, DEBITED, MANDATE_ENDED,"
            + " GUARANTEE_PAID, CREDIT_RETURNED, RESCHEDULED, CLASSIFIED, WRITTEN_OFF, RECOVERED, ANNOTATED, STATED, CLOSED";

    private EventForm() {}

    /**
     * What backs a drawdown: one order of one core company cannot back two.
     *
     * @param company the core company
     * @param order its order or receivable
     */
    public record Evidence(String company, String order) {}

    /**
     * An event as read.
     *
     * @param event what happened
     * @param evidence what backs it, if it is a drawdown that something backs
     */
    public record Read(LoanEvent event, @Nullable Evidence evidence) {}

    /** Reads an event of a contract with these terms; empty after an error on the fields. */
    public static Optional<Read> read(Fields fields, ProductTerms terms) {
        String kind = fields.requiredText("kind", 40);
        Optional<LocalDate> on = fields.required("on", PlanForm.day(fields, "on"));
        if (on.isEmpty()) {
            return Optional.empty();
        }
        Evidence evidence = kind.equals("DRAWN") ? fundFlow(fields, terms.product()) : null;
        Optional<LoanEvent> event;
        try {
            event = event(fields, kind, on.get(), terms);
        } catch (IllegalArgumentException | DateTimeException e) {
            fields.refuse("on", "does not fit the plan");
            event = Optional.empty();
        }
        fields.finish();
        return fields.errors().isEmpty() ? event.map(one -> new Read(one, evidence)) : Optional.empty();
    }

    private static Optional<LoanEvent> event(Fields fields, String kind, LocalDate on, ProductTerms terms) {
        return switch (kind) {
            case "OPENED" -> Optional.of(new LoanEvent.Opened(on));
            case "LIMIT_CHANGED" ->
                Optional.of(new LoanEvent.LimitChanged(
                        on,
                        fields.requiredInteger("limitMinor", 0, Fields.MAX_AMOUNT),
                        fields.requiredText("reasonCode", 40)));
            case "DRAWN" -> drawn(fields, on, terms);
            case "COST_INCURRED" -> Optional.of(new LoanEvent.CostIncurred(on, amount(fields)));
            case "REFUNDED" -> Optional.of(new LoanEvent.Refunded(on, drawdown(fields), amount(fields)));
            case "REPAID" ->
                Optional.of(new LoanEvent.Repaid(
                        on,
                        PlanForm.day(fields, "settledOn").orElse(null),
                        amount(fields),
                        fields.parsed("surplus", 20, Surplus::valueOf, "must be one of CREDIT, SHORTER, SMALLER")
                                .orElse(Surplus.CREDIT)));
            case "MANDATED", "DEBITED", "MANDATE_ENDED" -> MandateForm.read(fields, kind, on);
            case "GUARANTEE_PAID" -> Optional.of(new LoanEvent.GuaranteePaid(on, amount(fields)));
            case "CREDIT_RETURNED" -> Optional.of(new LoanEvent.CreditReturned(on, amount(fields)));
            case "RESCHEDULED" -> PlanForm.read(fields.object("plan")).flatMap(plan -> rescheduled(fields, on, plan));
            case "CLASSIFIED" ->
                fields.required(
                                "assetClass",
                                fields.parsed(
                                        "assetClass",
                                        20,
                                        AssetClass::valueOf,
                                        "must be one of NORMAL, SPECIAL_MENTION, SUBSTANDARD, DOUBTFUL, LOSS"))
                        .map(one -> new LoanEvent.Classified(on, one, fields.requiredText("reasonCode", 40)));
            case "WRITTEN_OFF" -> Optional.of(new LoanEvent.WrittenOff(on));
            case "RECOVERED" -> Optional.of(new LoanEvent.Recovered(on, amount(fields)));
            case "ANNOTATED" -> Optional.of(new LoanEvent.Annotated(on, fields.requiredText("code", 40)));
            case "STATED" -> Optional.of(stated(fields, on));
            case "CLOSED" -> Optional.of(new LoanEvent.Closed(on));
            default -> {
                fields.refuse("kind", KINDS);
                yield Optional.empty();
            }
        };
    }

    private static LoanEvent stated(Fields fields, LocalDate on) {
        long billed = fields.required(
                        "billedMinor", fields.integer("billedMinor", -Fields.MAX_AMOUNT, Fields.MAX_AMOUNT))
                .orElse(0L);
        fields.integer("limitMinor", 0, Fields.MAX_AMOUNT);
        fields.text("status", 40);
        return new LoanEvent.Stated(on, billed, fields.requiredInteger("paidMinor", 0, Fields.MAX_AMOUNT));
    }

    /** Reads what may be reported of a loan without a product: its statements; empty after an error on the fields. */
    public static Optional<Read> readReported(Fields fields) {
        String kind = fields.requiredText("kind", 40);
        Optional<LocalDate> on = fields.required("on", PlanForm.day(fields, "on"));
        if (!kind.equals("STATED")) {
            fields.refuse("kind", "must be STATED on a contract without a product");
            return Optional.empty();
        }
        Optional<LoanEvent> event = on.map(day -> stated(fields, day));
        fields.finish();
        return fields.errors().isEmpty() ? event.map(one -> new Read(one, null)) : Optional.empty();
    }

    private static Optional<LoanEvent> rescheduled(Fields fields, LocalDate on, RepaymentPlan plan) {
        if (plan instanceof RepaymentPlan.Scheduled scheduled) {
            return Optional.of(new LoanEvent.Rescheduled(on, drawdown(fields), scheduled));
        }
        fields.refuse("plan.method", "must have instalments");
        return Optional.empty();
    }

    private static long amount(Fields fields) {
        return fields.requiredInteger("amountMinor", 1, Fields.MAX_AMOUNT);
    }

    private static int drawdown(Fields fields) {
        return Math.toIntExact(fields.integer("drawdown", 1, 100_000).orElse(1L));
    }

    private static Optional<LoanEvent> drawn(Fields fields, LocalDate on, ProductTerms terms) {
        Fields planFields = fields.object("plan");
        Optional<RepaymentPlan> plan =
                planFields.isEmpty() ? Optional.ofNullable(terms.plan()) : PlanForm.read(planFields);
        if (plan.isEmpty()) {
            fields.refuse("plan", "must be given with a drawdown of a line");
            return Optional.empty();
        }
        if (terms.plan() != null && !planFields.isEmpty()) {
            fields.refuse("plan", "is fixed by the contract");
        }
        if (plan.get() instanceof RepaymentPlan.Scheduled one
                && !one.dueDates().start().equals(on)) {
            fields.refuse("plan.start", "must be the day of the drawdown");
        }
        Fields pricing = fields.object("pricing");
        RatePlan rates = pricing.isEmpty() ? null : ProductForm.rates(pricing).orElse(null);
        pricing.finish();
        long amount = amount(fields);
        if (plan.get().end().isAfter(on) && fields.errors().isEmpty()) {
            // Refuses what the calculator could not reckon: seasons that do not sum up, charges above the amount.
            terms.drawdown(amount, plan.get(), rates, on);
        }
        return Optional.of(new LoanEvent.Drawn(on, drawdown(fields), amount, plan.get(), rates));
    }

    /** Where the money goes, in a purchase always; and what backs it. */
    private static @Nullable Evidence fundFlow(Fields fields, Product product) {
        Fields flow = fields.object("fundFlow");
        if (flow.isEmpty()) {
            if (product == Product.PAY_LATER) {
                fields.refuse("fundFlow", "must be given: a purchase is paid to the merchant");
            }
            return null;
        }
        flow.requiredText("payee", MAX_TEXT);
        flow.requiredText("purpose", MAX_TEXT);
        Optional<String> order = flow.text("order", MAX_TEXT);
        Optional<String> company = flow.text("coreCompany", MAX_TEXT);
        if (product == Product.PAY_LATER && order.isEmpty()) {
            flow.refuse("order", "must be given");
        }
        if (company.isPresent() && order.isEmpty()) {
            flow.refuse("order", "must be given with a core company");
        }
        flow.finish();
        return company.flatMap(name -> order.map(number -> new Evidence(name, number)))
                .orElse(null);
    }
}
