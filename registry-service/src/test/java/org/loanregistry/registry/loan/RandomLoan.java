package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A loan of any product and what may happen to it, drawn from a seed, as the JSON of the API: month ends and the leap day, no
 * interest, one minor unit, thirty years, everything in any order.
 */
final class RandomLoan {
    private static final List<String> KINDS =
            List.of("REVOLVING_LINE", "PAY_LATER", "INSTALMENT_LOAN", "SMALL_BUSINESS");
    private static final List<String> RATES = List.of("0", "0.036", "0.144", "0.24");
    private static final List<String> COUNTS = List.of("ACT_360", "ACT_365F", "ACT_ACT", "30_360");
    private static final List<LocalDate> ENDS = List.of(
            LocalDate.of(2023, 2, 28),
            LocalDate.of(2023, 12, 31),
            LocalDate.of(2024, 1, 31),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2024, 8, 31));
    private static final int MONTHS_OF_30_YEARS = 360;

    private final SplittableRandom random;
    private final String number;
    private final String kind;
    private final long principal;
    private final LocalDate start;
    private final boolean isLong;
    private final String product;
    private final List<Share> shares;
    private final List<String> events;

    private RandomLoan(SplittableRandom random, String number, String kind) {
        this.random = random;
        this.number = number;
        this.kind = kind;
        this.principal = random.nextInt(8) == 0 ? random.nextLong(1, 5) : random.nextLong(2, 20_000_000);
        this.start = random.nextInt(3) == 0
                ? ENDS.get(random.nextInt(ENDS.size()))
                : LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90));
        this.isLong = random.nextInt(10) == 0;
        this.product = drawProduct();
        this.shares = drawShares();
        this.events = drawEvents();
    }

    /** The next loan; of each product in turn. */
    static RandomLoan draw(SplittableRandom random, String number, int turn) {
        return new RandomLoan(random, number, KINDS.get(turn % KINDS.size()));
    }

    String kind() {
        return kind;
    }

    long principal() {
        return principal;
    }

    LocalDate start() {
        return start;
    }

    /** Whether it is repaid over thirty years. */
    boolean isLong() {
        return isLong;
    }

    /** The terms, as {@code product} of a contract. */
    String product() {
        return product;
    }

    List<Share> shares() {
        return shares;
    }

    /** What happened, each as {@code event} of an item. */
    List<String> events() {
        return events;
    }

    /** The contract as {@code POST /api/v1/contracts} takes it. */
    String contract() {
        List<String> funders = shares.stream()
                .map(one -> "{\"lender\":\"" + one.lender() + "\",\"shareMinor\":" + one.shareMinor() + "}")
                .toList();
        return """
                {"contractNumber":"%s","lenderOfRecord":"platform","funders":[%s],
                 "borrower":{"reference":"R-%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":%d,"status":"open","startDate":"%s",
                 "product":%s}""".formatted(number, String.join(",", funders), number, principal, start, product);
    }

    /** The events as {@code POST /api/v1/events} takes them. */
    List<String> items() {
        List<String> items = new ArrayList<>();
        for (String event : events) {
            items.add("{\"contractNumber\":\"" + number + "\",\"lender\":\"bank-a\",\"eventNumber\":\"E" + items.size()
                    + "\",\"event\":" + event + "}");
        }
        return items;
    }

    private String drawProduct() {
        String plan = isFixed() ? ",\"plan\":" + plan(start, principal) : "";
        return "{\"kind\":\"%s\",\"annualRate\":\"%s\",\"dayCount\":\"%s\",\"penalty\":{\"overdueSurcharge\":\"0.5\"}%s}"
                .formatted(
                        kind, RATES.get(random.nextInt(RATES.size())), COUNTS.get(random.nextInt(COUNTS.size())), plan);
    }

    private boolean isFixed() {
        return kind.equals("INSTALMENT_LOAN");
    }

    private List<Share> drawShares() {
        long first = Math.min(principal, Math.max(1, (principal * random.nextLong(30, 100) + 99) / 100));
        List<Share> drawn = new ArrayList<>(List.of(new Share("bank-a", first)));
        long rest = principal - first;
        long third = rest > 1 && random.nextBoolean() ? random.nextLong(1, rest) : 0;
        if (rest > third) {
            drawn.add(new Share("bank-b", rest - third));
        }
        if (third > 0) {
            drawn.add(new Share("bank-c", third));
        }
        return List.copyOf(drawn);
    }

    private String plan(LocalDate from, long amount) {
        String count = isLong ? String.valueOf(MONTHS_OF_30_YEARS) : String.valueOf(random.nextInt(2, 25));
        String every = isLong || random.nextBoolean() ? "P1M" : "P" + random.nextInt(1, 30) + "D";
        String dates = "\"start\":\"" + from + "\",\"count\":" + count + ",\"every\":\"" + every + "\"}";
        return switch (random.nextInt(4)) {
            case 0 -> "{\"method\":\"EQUAL_PRINCIPAL\"," + dates;
            case 1 -> "{\"method\":\"INTEREST_FIRST\"," + dates;
            case 2 -> "{\"method\":\"BALLOON\",\"finalPrincipalMinor\":" + random.nextLong(0, amount + 1) + "," + dates;
            default -> "{\"method\":\"EQUAL_INSTALMENTS\"," + dates;
        };
    }

    private List<String> drawEvents() {
        List<String> drawn = new ArrayList<>();
        int drawdowns = isFixed() ? 1 : random.nextInt(1, 4);
        for (int one = 1; one <= drawdowns; one++) {
            drawn.add(drawdown(one, drawdowns));
        }
        int count = random.nextInt(3, 10);
        for (int i = 0; i < count; i++) {
            drawn.add(event());
        }
        if (!isFixed() && random.nextInt(4) == 0) {
            drawn.add("{\"kind\":\"LIMIT_CHANGED\",\"on\":\"" + day() + "\",\"reasonCode\":\"R\",\"limitMinor\":"
                    + random.nextLong(0, 2 * principal + 1) + "}");
        }
        return List.copyOf(drawn);
    }

    private String drawdown(int one, int drawdowns) {
        if (isFixed()) {
            return "{\"kind\":\"DRAWN\",\"on\":\"" + start + "\",\"drawdown\":1,\"amountMinor\":" + principal + "}";
        }
        LocalDate on = start.plusDays(random.nextInt(60));
        long amount = Math.max(1, random.nextLong(1, principal + 1) / drawdowns);
        String plan = random.nextInt(3) == 0
                ? "{\"method\":\"ON_DEMAND\",\"until\":\"" + on.plusDays(random.nextInt(1, 360)) + "\"}"
                : plan(on, amount);
        return "{\"kind\":\"DRAWN\",\"on\":\"" + on + "\",\"drawdown\":" + one + ",\"amountMinor\":" + amount
                + ",\"plan\":" + plan + flow(one) + "}";
    }

    private String flow(int drawdown) {
        return ",\"fundFlow\":{\"payee\":\"a shop\",\"purpose\":\"stock\",\"order\":\"" + number + "/" + drawdown + "\""
                + (kind.equals("SMALL_BUSINESS") ? ",\"coreCompany\":\"core\"" : "") + "}";
    }

    private LocalDate day() {
        return start.plusDays(random.nextInt(isLong ? 11_000 : 500));
    }

    private String event() {
        LocalDate day = day();
        String on = "\"on\":\"" + day + "\"";
        String amount = ",\"amountMinor\":" + random.nextLong(1, 2 + principal / random.nextInt(1, 9));
        return switch (random.nextInt(18)) {
            case 15 -> "{\"kind\":\"MANDATED\",\"mandate\":\"M1\",\"retryAfter\":[\"P1D\",\"P3D\"]," + on + "}";
            case 16 ->
                "{\"kind\":\"DEBITED\",\"mandate\":\"M1\",\"resultCode\":\"R\",\"askedMinor\":" + principal
                        + ",\"collectedMinor\":" + random.nextLong(0, principal + 1) + "," + on + "}";
            case 17 -> "{\"kind\":\"MANDATE_ENDED\",\"mandate\":\"M1\",\"reasonCode\":\"R\"," + on + "}";
            case 0 -> "{\"kind\":\"REFUNDED\",\"drawdown\":1," + on + amount + "}";
            case 1 -> "{\"kind\":\"GUARANTEE_PAID\"," + on + amount + "}";
            case 2 -> "{\"kind\":\"COST_INCURRED\"," + on + ",\"amountMinor\":" + random.nextLong(1, 500) + "}";
            case 3 -> "{\"kind\":\"WRITTEN_OFF\"," + on + "}";
            case 4 -> "{\"kind\":\"RECOVERED\"," + on + amount + "}";
            case 5 -> "{\"kind\":\"CLASSIFIED\",\"assetClass\":\"DOUBTFUL\",\"reasonCode\":\"R\"," + on + "}";
            case 6 -> "{\"kind\":\"CREDIT_RETURNED\"," + on + ",\"amountMinor\":" + random.nextLong(1, 500) + "}";
            case 7 ->
                "{\"kind\":\"RESCHEDULED\"," + on
                        + ",\"drawdown\":1,\"plan\":{\"method\":\"EQUAL_INSTALMENTS\",\"start\":\"" + day
                        + "\",\"count\":" + random.nextInt(1, 37) + ",\"every\":\"P1M\"}}";
            default ->
                "{\"kind\":\"REPAID\",\"surplus\":\""
                        + List.of("CREDIT", "SHORTER", "SMALLER").get(random.nextInt(3)) + "\"," + on + amount + "}";
        };
    }
}
