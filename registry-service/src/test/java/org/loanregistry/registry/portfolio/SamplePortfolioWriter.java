package org.loanregistry.registry.portfolio;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes up the built-in sample portfolio: the same bytes in every run. To write the files anew after a change here, run
 * this class with the directory {@code src/main/resources/sample-portfolio} as its argument.
 */
final class SamplePortfolioWriter {
    static final int LOANS = 200;
    private static final long SEED = 20_251_231;
    private static final int BORROWERS = 160;
    private static final int LENDERS_OF_RECORD = 9;
    private static final LocalDate FIRST_START = LocalDate.of(2024, 1, 3);
    /** The day on which the sample stands: nothing is paid after it. */
    private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);

    private static final List<String> BANKS = List.of("bank-a", "bank-b", "bank-c");
    private static final List<List<Integer>> PERCENTAGES =
            List.of(List.of(30, 70), List.of(50, 50), List.of(40, 60), List.of(20, 30, 50), List.of(70, 30));
    private static final List<Integer> MONTHS = List.of(3, 6, 6, 6, 9, 12);
    private static final List<Integer> DAYS = List.of(14, 30, 45);
    private static final List<String> RATES = List.of("0.06", "0.085", "0.1", "0.12", "0.145", "0.18");
    private static final List<String> PURPOSES =
            List.of("seed and fertiliser", "shop stock", "school fees", "sewing machine", "water pump", "roof repair");

    private final RandomGenerator random;
    private final StringBuilder contracts = new StringBuilder("contract_id,borrower_id,lender_of_record,principal,"
            + "currency,funded,annual_rate,start_date,term_days,term_months,n_instalments,flat_charge,total_due,"
            + "total_due_src,status,closed_at,purpose\n");
    private final StringBuilder shares = new StringBuilder("contract_id,lender_id,amount\n");
    private final StringBuilder schedule =
            new StringBuilder("contract_id,n,due_date,settle_due_date,amount,principal,interest,src\n");
    private final StringBuilder repayments =
            new StringBuilder("contract_id,repayment_id,paid_at,settled_at,amount,principal,interest,excess\n");

    private SamplePortfolioWriter(RandomGenerator random) {
        this.random = random;
    }

    /** What is unusual about a loan; each occurs once in forty. */
    private enum Oddity {
        NONE,
        MONTH_ONLY_START,
        OVERPAID,
        PAID_BEFORE_DISBURSAL,
        NO_SCHEDULE,
        REFUNDED_WITHOUT_PAYMENT,
        MISSING_TERM;

        static Oddity of(int number) {
            return switch (number % 40) {
                case 7 -> MONTH_ONLY_START;
                case 11 -> OVERPAID;
                case 19 -> PAID_BEFORE_DISBURSAL;
                case 23 -> NO_SCHEDULE;
                case 29 -> REFUNDED_WITHOUT_PAYMENT;
                case 31 -> MISSING_TERM;
                default -> NONE;
            };
        }
    }

    /** How exactly a loan's source knows times. */
    private enum Clock {
        DATE,
        LOCAL_TIME,
        INSTANT
    }

    /** An instalment; amounts in minor units. */
    private record Line(LocalDate due, long principal, long interest) {}

    /** A loan's fixed terms; {@code months} or {@code days} is 0, the rate of a loan in days is empty. */
    private record Loan(
            int number,
            Oddity oddity,
            String currency,
            long principal,
            String rate,
            LocalDate start,
            int months,
            int days,
            Clock clock,
            List<Line> lines) {
        String id() {
            return "S-%04d".formatted(number);
        }

        long interest() {
            return lines.stream().mapToLong(Line::interest).sum();
        }
    }

    /** How a loan went: its status, how many instalments were paid, when it ended (or nothing). */
    private record Course(String status, int paid, String closedAt) {}

    /** The texts of all files of the sample, by name. */
    static Map<String, String> files() {
        var writer = new SamplePortfolioWriter(
                RandomGeneratorFactory.of("L64X128MixRandom").create(SEED));
        for (int number = 1; number <= LOANS; number++) {
            writer.add(number);
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("contracts.csv", writer.contracts.toString());
        files.put("shares.csv", writer.shares.toString());
        files.put("schedule.csv", writer.schedule.toString());
        files.put("repayments.csv", writer.repayments.toString());
        return files;
    }

    /** Writes the files into the directory that the only argument names. */
    static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (var file : files().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** By remainder, so that the draw depends on the generator's documented 64 bits alone. */
    private int below(int bound) {
        return Math.floorMod(random.nextLong(), bound);
    }

    private <T> T from(List<T> list) {
        return list.get(below(list.size()));
    }

    private void add(int number) {
        Loan loan = loan(number);
        String borrower = "P-%04d".formatted(below(BORROWERS) + 1);
        String lender = "Sample Lender " + (below(LENDERS_OF_RECORD) + 1);
        if (number % 3 == 0) {
            share(loan);
        }
        if (loan.oddity() != Oddity.NO_SCHEDULE) {
            schedule(loan);
        }
        contract(loan, borrower, lender, repay(loan));
    }

    private Loan loan(int number) {
        Oddity oddity = Oddity.of(number);
        String currency = number % 7 == 0 ? "USD" : "CNY";
        boolean inDays = oddity == Oddity.NONE && below(6) == 0;
        // An unusual loan starts early, so that all of it has fallen due.
        LocalDate start = FIRST_START.plusDays(below(oddity == Oddity.NONE ? 640 : 250));
        long hundreds = currency.equals("USD") ? 2 + below(19) : inDays ? 5 + below(46) : 10 + below(491);
        long principal = hundreds * 10_000;
        String rate = inDays ? "" : from(RATES);
        int months = inDays ? 0 : from(MONTHS);
        int days = inDays ? from(DAYS) : 0;
        List<Line> lines = inDays
                ? List.of(new Line(start.plusDays(days), principal, principal / 100 * (1 + below(3))))
                : monthly(principal, new BigDecimal(rate), start, months);
        Clock clock = from(List.of(Clock.values()));
        return new Loan(number, oddity, currency, principal, rate, start, months, days, clock, lines);
    }

    /** Equal parts of the principal, what does not divide in the last; interest on what is outstanding. */
    private static List<Line> monthly(long principal, BigDecimal rate, LocalDate start, int months) {
        List<Line> lines = new ArrayList<>();
        long outstanding = principal;
        for (int n = 1; n <= months; n++) {
            long part = n == months ? outstanding : principal / months;
            long interest = rate.multiply(BigDecimal.valueOf(outstanding))
                    .divide(BigDecimal.valueOf(12), 0, RoundingMode.HALF_UP)
                    .longValueExact();
            lines.add(new Line(start.plusMonths(n), part, interest));
            outstanding -= part;
        }
        return lines;
    }

    private void share(Loan loan) {
        List<Integer> percentages = from(PERCENTAGES);
        int first = below(BANKS.size());
        long left = loan.principal();
        for (int i = 0; i < percentages.size(); i++) {
            long part = i == percentages.size() - 1 ? left : loan.principal() / 100 * percentages.get(i);
            row(shares, loan.id(), BANKS.get((first + i) % BANKS.size()), decimal(part));
            left -= part;
        }
    }

    private void schedule(Loan loan) {
        boolean settlesLater = below(4) == 0;
        int n = 0;
        for (Line line : loan.lines()) {
            n++;
            row(
                    schedule,
                    loan.id(),
                    String.valueOf(n),
                    line.due().toString(),
                    settlesLater ? line.due().plusDays(2).toString() : "",
                    decimal(line.principal() + line.interest()),
                    decimal(line.principal()),
                    decimal(line.interest()),
                    loan.months() == 0 ? "" : "agreed");
        }
    }

    private void contract(Loan loan, String borrower, String lender, Course course) {
        boolean refunded = loan.oddity() == Oddity.REFUNDED_WITHOUT_PAYMENT;
        boolean termGiven = loan.oddity() != Oddity.MISSING_TERM;
        row(
                contracts,
                loan.id(),
                borrower,
                lender,
                decimal(loan.principal()),
                loan.currency(),
                refunded ? "" : decimal(loan.principal()),
                loan.rate(),
                start(loan),
                loan.days() > 0 ? String.valueOf(loan.days()) : "",
                loan.months() > 0 && termGiven ? String.valueOf(loan.months()) : "",
                termGiven ? String.valueOf(loan.lines().size()) : "",
                loan.days() > 0 ? decimal(loan.interest()) : "",
                decimal(loan.principal() + loan.interest()),
                "principal and interest agreed",
                course.status(),
                course.closedAt(),
                from(PURPOSES));
    }

    private static String start(Loan loan) {
        String date = loan.start().toString();
        if (loan.oddity() == Oddity.MONTH_ONLY_START) {
            return date.substring(0, "2024-01".length());
        }
        return switch (loan.clock()) {
            case DATE, LOCAL_TIME -> date;
            case INSTANT -> date + "T01:30:00Z";
        };
    }

    private Course repay(Loan loan) {
        if (loan.oddity() == Oddity.REFUNDED_WITHOUT_PAYMENT) {
            return new Course("refunded", 0, loan.start().plusDays(5).toString());
        }
        int size = loan.lines().size();
        int due = (int) loan.lines().stream()
                .filter(line -> line.due().plusDays(10).isBefore(AS_OF))
                .count();
        Course course = course(loan, size, due);
        boolean partsGiven = below(5) > 0;
        LocalDate last = loan.start();
        for (int i = 0; i < course.paid(); i++) {
            boolean early = i == 0 && loan.oddity() == Oddity.PAID_BEFORE_DISBURSAL;
            boolean over = i == size - 1 && loan.oddity() == Oddity.OVERPAID;
            last = early ? loan.start().minusDays(6) : loan.lines().get(i).due().plusDays(below(9) - 3);
            repayment(loan, i, last, partsGiven, over ? 5_000 + below(20_000) : 0);
        }
        return course.paid() < size ? course : new Course("paid", size, last.toString());
    }

    /** Most pay what has fallen due; of those without another oddity some are late and some stop for good. */
    private Course course(Loan loan, int size, int due) {
        int fate = below(16);
        if (loan.oddity() == Oddity.NONE && due > 0 && fate == 0) {
            return new Course("defaulted", Math.min(due - 1, below(size)), "");
        }
        if (loan.oddity() == Oddity.NONE && due > 0 && fate == 1) {
            return new Course("late", due - 1, "");
        }
        return new Course("active", due, "");
    }

    private void repayment(Loan loan, int index, LocalDate day, boolean partsGiven, long excess) {
        Line line = loan.lines().get(index);
        row(
                repayments,
                loan.id(),
                "%s-%02d".formatted(loan.id(), index + 1),
                time(loan.clock(), day),
                loan.clock() == Clock.DATE ? day.plusDays(1).toString() : "",
                decimal(line.principal() + line.interest() + excess),
                partsGiven ? decimal(line.principal()) : "",
                partsGiven ? decimal(line.interest()) : "",
                partsGiven && excess > 0 ? decimal(excess) : "");
    }

    private String time(Clock clock, LocalDate day) {
        String time = "%02d:%02d:%02d".formatted(8 + below(12), below(60), below(60));
        return switch (clock) {
            case DATE -> day.toString();
            case LOCAL_TIME -> day + " " + time;
            case INSTANT -> day + "T" + time + "Z";
        };
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static void row(StringBuilder file, String... cells) {
        file.append(String.join(",", cells)).append('\n');
    }
}
