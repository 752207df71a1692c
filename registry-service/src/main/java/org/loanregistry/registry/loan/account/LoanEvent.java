package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.calculator.RatePlan;

/**
 * Something that happened to a loan: a closed set, from which the state of its account is folded. The order of the cases is
 * the order in which events of one day count: money goes out before it comes back.
 */
public sealed interface LoanEvent {
    /** The day on which it counts. */
    LocalDate on();

    /** The line or loan was agreed. */
    record Opened(LocalDate on) implements LoanEvent {}

    /** Another limit, as {@code reasonCode} says why (PIPL article 24). */
    record LimitChanged(LocalDate on, long limitMinor, String reasonCode) implements LoanEvent {
        /** Refuses a negative limit. */
        public LimitChanged {
            requireNotNegative(limitMinor);
        }
    }

    /**
     * Money was paid out.
     *
     * @param on the day from which interest runs
     * @param drawdown its number, from 1, unique on the account
     * @param amountMinor above 0
     * @param plan how it comes back
     * @param rates another annual rate than the account's, frozen now
     */
    record Drawn(
            LocalDate on,
            int drawdown,
            long amountMinor,
            RepaymentPlan plan,
            @Nullable RatePlan rates) implements LoanEvent {
        /** Refuses nothing drawn and a plan that ends before it begins. */
        public Drawn {
            requirePositive(amountMinor);
            if (!on.isBefore(plan.end())) {
                throw new IllegalArgumentException("a drawdown that is due before it is paid out");
            }
        }
    }

    /** A cost of enforcement that the borrower owes. */
    record CostIncurred(LocalDate on, long amountMinor) implements LoanEvent {
        /** Refuses nothing. */
        public CostIncurred {
            requirePositive(amountMinor);
        }
    }

    /** The merchant gave back a purchase in part or whole: the drawdown is so much smaller. */
    record Refunded(LocalDate on, int drawdown, long amountMinor) implements LoanEvent {
        /** Refuses nothing. */
        public Refunded {
            requirePositive(amountMinor);
        }
    }

    /**
     * The borrower paid.
     *
     * @param on received
     * @param settledOn when the lender had it, if that is another day; nothing is reckoned by it
     * @param amountMinor above 0
     * @param surplus what it does beyond what is due
     */
    record Repaid(LocalDate on, @Nullable LocalDate settledOn, long amountMinor, Surplus surplus) implements LoanEvent {
        /** Refuses nothing. */
        public Repaid {
            requirePositive(amountMinor);
        }
    }

    /** A guarantor paid for the borrower; allocated like a payment of the borrower's. */
    record GuaranteePaid(LocalDate on, long amountMinor) implements LoanEvent {
        /** Refuses nothing. */
        public GuaranteePaid {
            requirePositive(amountMinor);
        }
    }

    /** The borrower gave leave to debit what is due; it takes the place of a mandate before it. */
    record Mandated(LocalDate on, Mandate mandate) implements LoanEvent {}

    /**
     * What is due was asked of the borrower's account under a mandate.
     *
     * @param on the day
     * @param mandate its number
     * @param askedMinor above 0
     * @param collectedMinor of it what came in, from 0
     * @param resultCode as the payment system says it
     */
    record Debited(LocalDate on, String mandate, long askedMinor, long collectedMinor, String resultCode)
            implements LoanEvent {
        /** Refuses nothing asked, and more collected than asked. */
        public Debited {
            requirePositive(askedMinor);
            requireNotNegative(collectedMinor);
            if (collectedMinor > askedMinor) {
                throw new IllegalArgumentException("more collected than asked");
            }
        }

        private String order() {
            return "%019d %s %s".formatted(askedMinor, mandate, resultCode);
        }
    }

    /** A mandate ended, as {@code reasonCode} says why. */
    record MandateEnded(LocalDate on, String mandate, String reasonCode) implements LoanEvent {}

    /** Money that was kept for the borrower went back. */
    record CreditReturned(LocalDate on, long amountMinor) implements LoanEvent {
        /** Refuses nothing. */
        public CreditReturned {
            requirePositive(amountMinor);
        }
    }

    /** Another plan for the principal that is left of a drawdown; interest due so far stays due. */
    record Rescheduled(LocalDate on, int drawdown, RepaymentPlan.Scheduled plan) implements LoanEvent {
        /** Refuses a plan that does not begin on that day. */
        public Rescheduled {
            if (!plan.dueDates().start().equals(on)) {
                throw new IllegalArgumentException("a new plan must begin on its own day");
            }
        }
    }

    /** The lender holds it for this bad, or no longer for worse than its days past due say. */
    record Classified(LocalDate on, AssetClass assetClass, String reasonCode) implements LoanEvent {}

    /** Off the balance; the claim stays. */
    record WrittenOff(LocalDate on) implements LoanEvent {}

    /** Something came in on what was written off. */
    record Recovered(LocalDate on, long amountMinor) implements LoanEvent {
        /** Refuses nothing. */
        public Recovered {
            requirePositive(amountMinor);
        }
    }

    /** A remark that changes no figure. */
    record Annotated(LocalDate on, String code) implements LoanEvent {}

    /**
     * A statement as a lender reports it of a loan that the registry does not reckon: what was billed, below 0 if the
     * borrower had money to come, and what was paid in the month.
     */
    record Stated(LocalDate on, long billedMinor, long paidMinor) implements LoanEvent {
        /** Refuses a negative payment. */
        public Stated {
            requireNotNegative(paidMinor);
        }
    }

    /** Ended. */
    record Closed(LocalDate on) implements LoanEvent {}

    /** Its place among the events of one day. */
    default int rank() {
        return switch (this) {
            case Opened _ -> 0;
            case LimitChanged _ -> 1;
            case Mandated _ -> 2;
            case Drawn _ -> 3;
            case CostIncurred _ -> 4;
            case Refunded _ -> 5;
            case Repaid _ -> 6;
            case Debited _ -> 7;
            case GuaranteePaid _ -> 8;
            case CreditReturned _ -> 9;
            case Rescheduled _ -> 10;
            case Classified _ -> 11;
            case WrittenOff _ -> 12;
            case Recovered _ -> 13;
            case MandateEnded _ -> 14;
            case Annotated _ -> 15;
            case Stated _ -> 16;
            case Closed _ -> 17;
        };
    }

    /**
     * The order in which events count: by day, by kind, and those of one kind by what they say, so that the order in which
     * they were recorded does not matter. Only two limits, mandates or classes of one day keep the order given: the last
     * counts.
     */
    static Comparator<LoanEvent> order() {
        return Comparator.comparing(LoanEvent::on)
                .thenComparingInt(LoanEvent::rank)
                .thenComparingInt(LoanEvent::drawdownNumber)
                .thenComparingLong(one -> -one.paid())
                .thenComparing(one -> one instanceof Repaid repaid ? repaid.surplus() : Surplus.CREDIT)
                .thenComparing(one -> one instanceof Debited debited ? debited.order() : "");
    }

    private int drawdownNumber() {
        return switch (this) {
            case Drawn one -> one.drawdown();
            case Refunded one -> one.drawdown();
            case Rescheduled one -> one.drawdown();
            case Opened _,
                    LimitChanged _,
                    CostIncurred _,
                    Repaid _,
                    GuaranteePaid _,
                    CreditReturned _,
                    Mandated _,
                    Debited _,
                    MandateEnded _,
                    Classified _,
                    WrittenOff _,
                    Recovered _,
                    Annotated _,
                    Stated _,
                    Closed _ -> 0;
        };
    }

    private long paid() {
        return switch (this) {
            case Refunded one -> one.amountMinor();
            case Repaid one -> one.amountMinor();
            case Debited one -> one.collectedMinor();
            case GuaranteePaid one -> one.amountMinor();
            case CreditReturned one -> one.amountMinor();
            case Recovered one -> one.amountMinor();
            case Drawn one -> one.amountMinor();
            case CostIncurred one -> one.amountMinor();
            case Opened _,
                    LimitChanged _,
                    Mandated _,
                    MandateEnded _,
                    Rescheduled _,
                    Classified _,
                    WrittenOff _,
                    Annotated _,
                    Stated _,
                    Closed _ -> 0;
        };
    }

    private static void requirePositive(long minor) {
        if (minor < 1) {
            throw new IllegalArgumentException("got an amount of " + minor + ", want at least 1 minor unit");
        }
    }

    private static void requireNotNegative(long minor) {
        if (minor < 0) {
            throw new IllegalArgumentException("a negative amount");
        }
    }
}
