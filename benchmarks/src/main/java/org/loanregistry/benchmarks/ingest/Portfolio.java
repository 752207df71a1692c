package org.loanregistry.benchmarks.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.loanregistry.registry.loan.ContractReference;
import org.loanregistry.registry.loan.PartialDate;
import org.loanregistry.registry.loan.RepaymentTerms;

/** Made-up contracts and typical repayments on them. */
record Portfolio(int contracts) {

    private static String lender(int contract) {
        return "bank-" + (char) ('a' + contract % 3);
    }

    void record(HttpLoad http) throws IOException, InterruptedException {
        for (int from = 0; from < contracts; from += 250) {
            var items = IntStream.range(from, Math.min(contracts, from + 250))
                    .mapToObj(i -> """
            {"contractNumber":"C-%d","lenderOfRecord":"Benchmark","funders":[{"lender":"%s","shareMinor":900000000}],
             "borrower":{"reference":"B-%d","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
             "currency":"CNY","principalMinor":900000000,"status":"active","startDate":"2026-01-01"}""".formatted(i, lender(i), i))
                    .collect(Collectors.joining(",", "{\"items\":[", "]}"));
            http.post("/api/v1/contracts/batch", items);
        }
    }

    /** Repayments of a round: 12 fields have a value beside what recording adds. */
    List<RepaymentTerms> repayments(String round, int count) {
        List<RepaymentTerms> repayments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int contract = i % contracts;
            repayments.add(new RepaymentTerms(
                    new ContractReference.ByNumber(lender(contract), "C-" + contract),
                    round + "-" + i,
                    "CNY",
                    12_500,
                    10_000L,
                    2_500L,
                    null,
                    PartialDate.parse("2026-11-22T00:24:11Z"),
                    PartialDate.parse("2026-11-22"),
                    new TreeMap<>(Map.of("paidAt", "given")),
                    new TreeMap<>(Map.of("channel", "transfer"))));
        }
        return repayments;
    }

    /** The repayments in so many parts, in their order; those of one contract are in one part. */
    static List<List<RepaymentTerms>> byContract(List<RepaymentTerms> repayments, int parts) {
        List<List<RepaymentTerms>> divided = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            divided.add(new ArrayList<>());
        }
        Map<ContractReference, Integer> places = new HashMap<>();
        for (RepaymentTerms repayment : repayments) {
            int place = places.computeIfAbsent(repayment.contract(), _ -> places.size());
            divided.get(place % parts).add(repayment);
        }
        return divided;
    }

    List<String> bodies(String round, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> """
            {"lender":"%s","contractNumber":"C-%d","repaymentNumber":"%s-%d","currency":"CNY","amountMinor":12500,
             "principalMinor":10000,"interestMinor":2500,"paidAt":"2026-11-22T00:24:11Z","settledAt":"2026-11-22",
             "provenance":{"paidAt":"given"},"attributes":{"channel":"transfer"}}""".formatted(lender(i % contracts), i % contracts, round, i))
                .toList();
    }
}
