package org.loanregistry.registry.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Penalty;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loanreg quote}: what a loan costs, by the calculator that books it. Needs no service; 0, or 2 on wrong input. */
@Command(
        name = "quote",
        description = "Shows the schedule, the totals and the all-in annual cost of a loan.",
        mixinStandardHelpOptions = true)
public final class QuoteCommand implements Callable<Integer> {
    /** Where the customers are; the start date of a quote without one is today there. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--principal", required = true, paramLabel = "AMOUNT", description = "plain decimal, 12000.00")
    private String principal = "";

    @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217; default: ${DEFAULT-VALUE}")
    private String currency = "CNY";

    @Option(names = "--rate", required = true, paramLabel = "P%%", description = "annual interest, 14.4%%")
    private String rate = "";

    @ArgGroup(multiplicity = "1")
    private Length length = new Length();

    @Option(names = "--every", paramLabel = "N", description = "months, or days, from one instalment to the next")
    private @Nullable Integer every;

    @Option(
            names = "--method",
            paramLabel = "M",
            description = "annuity, equal-principal, interest-first or balloon; default: ${DEFAULT-VALUE}")
    private String method = "annuity";

    @Option(names = "--balloon", paramLabel = "AMOUNT", description = "principal left for the last instalment")
    private @Nullable String balloon;

    @Option(
            names = "--basis",
            paramLabel = "B",
            description = "ACT_360, ACT_365F, ACT_ACT or 30_360; default: 30_360 by months, ACT_360 by days and"
                    + " interest first")
    private @Nullable String basis;

    @Option(names = "--start", paramLabel = "DATE", description = "day of disbursal; default: today in Asia/Shanghai")
    private @Nullable LocalDate start;

    @Option(names = "--first-due", paramLabel = "DATE", description = "first due date, if the first period differs")
    private @Nullable LocalDate firstDue;

    @Option(names = "--fee", paramLabel = "P%%|AMOUNT", description = "fee deducted from the principal at the start")
    private @Nullable String fee;

    @Option(names = "--instalment-fee", paramLabel = "P%%|AMOUNT", description = "fee with every instalment")
    private @Nullable String instalmentFee;

    @Option(names = "--flat", paramLabel = "P%%|AMOUNT", description = "flat charge, spread over the instalments")
    private @Nullable String flat;

    @Option(names = "--daily", paramLabel = "P%%", description = "charge a day on the principal, up to --daily-cap")
    private @Nullable String daily;

    @Option(names = "--daily-cap", paramLabel = "AMOUNT", description = "the most that --daily charges in all")
    private @Nullable String dailyCap;

    @Option(names = "--penalty", paramLabel = "P%%", description = "surcharge on the rate when late, 50%%")
    private @Nullable String penalty;

    @Option(names = "--lender", paramLabel = "NAME", description = "who charges; default: ${DEFAULT-VALUE}")
    private String lender = "lender";

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Option(names = "--table", description = "the cost table's canonical text, as its hash covers it")
    private boolean table;

    /** Months or days, one of them. */
    private static final class Length {
        @Option(names = "--months", required = true, paramLabel = "N")
        private @Nullable Integer months;

        @Option(names = "--days", required = true, paramLabel = "N")
        private @Nullable Integer days;
    }

    /** With the system's clock. */
    public QuoteCommand() {
        this(InstantSource.system());
    }

    QuoteCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** The quick way in: nothing of the service is loaded. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new QuoteCommand()).setExpandAtFiles(false).execute(args));
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        try {
            QuoteReport report = QuoteReport.of(terms(), lender);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? report.toJson() : table ? report.table().toText() : report.toText());
            out.flush();
            return 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            spec.commandLine().getErr().println("quote: " + e.getMessage());
            return 2;
        }
    }

    private LoanTerms terms() {
        Currency unit = named("--currency", () -> Money.currency(currency));
        long amount = named("--principal", () -> Money.parse(principal, unit).minor());
        RepaymentMethod how = method(unit);
        return new LoanTerms(
                unit,
                amount,
                RatePlan.flat(percent("--rate", rate)),
                dayCount(how),
                how,
                dueDates(),
                charges(unit),
                penalty == null
                        ? null
                        : new Penalty(percent("--penalty", penalty), percent("--penalty", penalty), false));
    }

    private RepaymentMethod method(Currency unit) {
        if (balloon != null && !method.equals("balloon")) {
            throw new IllegalArgumentException("--balloon goes with --method balloon only");
        }
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "annuity" -> new RepaymentMethod.EqualInstalments();
            case "equal-principal" -> new RepaymentMethod.EqualPrincipal();
            case "interest-first" -> new RepaymentMethod.InterestFirst();
            case "balloon" -> new RepaymentMethod.Balloon(amount("--balloon", balloon, unit));
            default ->
                throw new IllegalArgumentException(
                        "--method must be annuity, equal-principal, interest-first or balloon");
        };
    }

    private DayCount dayCount(RepaymentMethod how) {
        if (basis != null) {
            String code = basis;
            return named("--basis", () -> DayCount.parse(code));
        }
        return length.days != null || how instanceof RepaymentMethod.InterestFirst
                ? DayCount.ACT_360
                : DayCount.THIRTY_360;
    }

    private DueDates dueDates() {
        LocalDate from = start != null ? start : LocalDate.ofInstant(clock.instant(), ZONE);
        int total = length.days != null ? length.days : length.months != null ? length.months : 0;
        int step = every != null ? every : length.days != null ? total : 1;
        if (total < 1 || step < 1 || total % step != 0) {
            throw new IllegalArgumentException("--every must divide --months or --days, which must be above 0");
        }
        if (firstDue != null && length.days != null) {
            throw new IllegalArgumentException("--first-due goes with --months only");
        }
        if (length.days != null) {
            return DueDates.days(from, step, total / step);
        }
        return firstDue != null
                ? DueDates.monthsFrom(from, firstDue, step, total / step)
                : DueDates.months(from, step, total / step);
    }

    private List<Charge> charges(Currency unit) {
        List<Charge> charges = new ArrayList<>();
        if (fee != null) {
            charges.add(new Charge.UpFront("up-front fee", lender, chargeAmount("--fee", fee, unit), true));
        }
        if (instalmentFee != null) {
            charges.add(new Charge.PerInstalment(
                    "instalment fee", lender, chargeAmount("--instalment-fee", instalmentFee, unit)));
        }
        if (flat != null) {
            charges.add(new Charge.Flat("flat charge", lender, chargeAmount("--flat", flat, unit)));
        }
        if ((daily == null) != (dailyCap == null)) {
            throw new IllegalArgumentException("--daily and --daily-cap go together");
        }
        if (daily != null) {
            charges.add(new Charge.PerDay(
                    "daily charge", lender, percent("--daily", daily), amount("--daily-cap", dailyCap, unit)));
        }
        return charges;
    }

    private static Charge.Amount chargeAmount(String option, String text, Currency unit) {
        return text.endsWith("%")
                ? new Charge.Amount.OfPrincipal(percent(option, text))
                : new Charge.Amount.Fixed(amount(option, text, unit));
    }

    private static long amount(String option, @Nullable String text, Currency unit) {
        if (text == null) {
            throw new IllegalArgumentException(option + " must be given");
        }
        return named(option, () -> Money.parse(text, unit).minor());
    }

    private static Rate percent(String option, String text) {
        return named(option, () -> Rate.parsePercent(text));
    }

    /** Puts the option before the rule that it breaks. */
    private static <T> T named(String option, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }

    /** For the total of a rate: {@code 20.26 %}. */
    static String percent(BigDecimal fraction) {
        return fraction.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}
