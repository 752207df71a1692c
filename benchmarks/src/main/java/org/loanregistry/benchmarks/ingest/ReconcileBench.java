package org.loanregistry.benchmarks.ingest;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.loanregistry.benchmarks.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A bank's file of positions compared over HTTP. Half of the loans are booked with a drawdown and a repayment, the others have no product and
 * one repayment; of each hundredth line the amount is wrong. Once for a day after everything, when projections serve, and once for
 * a day before the last repayments, when every booked loan has to be folded.
 */
@Command(
        name = "reconcile",
        description = "A bank's positions compared with the registry loan by loan, from the request to the answer.",
        mixinStandardHelpOptions = true)
public final class ReconcileBench implements Callable<Integer> {
    private static final int BATCH = 250;
    private static final int PER_MILLE_WRONG = 10;

    @Option(
            names = "--positions",
            defaultValue = "100000",
            description = "Loans and lines of the file (default: ${DEFAULT-VALUE}).")
    private int positions = 100_000;

    @Option(
            names = "--booked",
            defaultValue = "50",
            description = "Of a hundred loans so many are booked (default: ${DEFAULT-VALUE}).")
    private int booked = 50;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Override
    public Integer call() throws Exception {
        var home = Files.createTempDirectory("loanreg-bench");
        try (var registry = new RunningRegistry(home);
                var http = new HttpLoad(registry)) {
            System.out.println("recording " + positions + " loans …");
            record(http);
            registry.awaitIntegrated();
            registry.execute("analyze");
            var figures = new Figures("reconcile", System.out);
            figures.fact("positions", positions);
            figures.fact("booked_percent", booked);
            figures.fact("rounds", rounds);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round);
                figures.round("projected_s", compared(registry, http, LocalDate.of(2026, 6, 30)));
                figures.round("folded_s", compared(registry, http, LocalDate.of(2026, 2, 1)));
            }
            figures.finish();
        }
        return 0;
    }

    private boolean isBooked(int loan) {
        return loan % 100 < booked;
    }

    private void record(HttpLoad http) throws IOException, InterruptedException {
        for (int from = 0; from < positions; from += BATCH) {
            int to = Math.min(positions, from + BATCH);
            post(http, "contracts", from, to, this::contract);
            post(http, "repayments", from, to, loan -> isBooked(loan) ? "" : repayment(loan));
            post(http, "events", from, to, loan -> isBooked(loan) ? events(loan) : "");
        }
    }

    private static void post(HttpLoad http, String path, int from, int to, IntFunction<String> item)
            throws IOException, InterruptedException {
        String items = IntStream.range(from, to)
                .mapToObj(item)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining(","));
        if (!items.isEmpty()) {
            http.post("/api/v1/" + path + "/batch", "{\"items\":[" + items + "]}");
        }
    }

    private String contract(int loan) {
        String product = isBooked(loan) ? """
                ,"product":{"kind":"INSTALMENT_LOAN","annualRate":"0.12","dayCount":"30_360",
                  "plan":{"method":"EQUAL_PRINCIPAL","start":"2026-01-10","count":10,"every":"P1M"}}""" : "";
        return """
                {"contractNumber":"C-%d","lenderOfRecord":"Benchmark",
                 "funders":[{"lender":"bank-a","shareMinor":300000},{"lender":"bank-b","shareMinor":700000}],
                 "borrower":{"reference":"B-%d","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":1000000,"status":"active","startDate":"2026-01-10"%s}""".formatted(loan, loan % 5_000, product);
    }

    private static String repayment(int loan) {
        return """
                {"contractNumber":"C-%d","lender":"bank-a","repaymentNumber":"R","amountMinor":100000,"currency":"CNY","paidAt":"2026-02-10"}""".formatted(loan);
    }

    /** The first instalment: 100,000 of principal and one per cent of 1,000,000. */
    private static String events(int loan) {
        String head = "{\"contractNumber\":\"C-" + loan + "\",\"lender\":\"bank-a\",\"eventNumber\":";
        return head + "\"D\",\"event\":{\"kind\":\"DRAWN\",\"on\":\"2026-01-10\",\"amountMinor\":1000000}}," + head
                + "\"R\",\"event\":{\"kind\":\"REPAID\",\"on\":\"2026-02-10\",\"amountMinor\":110000}}";
    }

    /** Seconds from the request to the answer; an answer that counts other differences ends the benchmark. */
    private double compared(RunningRegistry registry, HttpLoad http, LocalDate day)
            throws IOException, InterruptedException {
        boolean isPaid = day.isAfter(LocalDate.of(2026, 2, 9));
        var file =
                new StringBuilder("tenant,contract_number,currency,principal_outstanding,last_record_on,version\r\n");
        int wrong = 0;
        for (int loan = 0; loan < positions; loan++) {
            boolean isWrong = loan % 1_000 < PER_MILLE_WRONG;
            wrong += isWrong ? 1 : 0;
            String last = isPaid ? "2026-02-10" : isBooked(loan) ? "2026-01-10" : "";
            int version = 1 + (isBooked(loan) ? 1 : 0) + (isPaid ? 1 : 0);
            file.append("bank-a,C-")
                    .append(loan)
                    .append(",CNY,")
                    .append(isWrong ? "1.00" : isPaid ? "6300.00" : "7000.00")
                    .append(',')
                    .append(last)
                    .append(',')
                    .append(version)
                    .append("\r\n");
        }
        var body = HttpRequest.BodyPublishers.ofByteArray(file.toString().getBytes(StandardCharsets.UTF_8));
        long begun = System.nanoTime();
        String answer = http.post("/api/v1/reconciliations?asOf=" + day, registry.token("bank-b"), "text/csv", body);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!answer.contains("\"agreed\":" + (positions - wrong)) || !answer.contains("\"AMOUNT\":" + wrong + ",")) {
            throw new IllegalStateException(
                    "got " + answer + ", want " + wrong + " wrong amounts and no other difference");
        }
        return seconds;
    }
}
