package org.loanregistry.registry.portfolio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.portfolio.PortfolioItem.RowPlace;

/** Maps the rows of all files to the JSON of the API, as docs/portfolio-format.md says. */
final class PortfolioMapping {
    private static final int LANES = 2;

    private final Map<String, CsvFile> files;
    private final Map<String, List<CsvRow>> schedule;
    private final Map<String, List<CsvRow>> shares;
    private final ListedBorrowers borrowers;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, Home> homes = new HashMap<>();

    /** Where a contract lives: what its repayments need to know. */
    private record Home(String tenant, String currency) {}

    PortfolioMapping(Map<String, CsvFile> files) {
        this.files = files;
        this.schedule = byContract(Portfolio.SCHEDULE);
        this.shares = byContract(Portfolio.SHARES);
        this.borrowers = new ListedBorrowers(rows(Portfolio.BORROWERS));
    }

    private List<CsvRow> rows(String file) {
        CsvFile found = files.get(file);
        return found == null ? List.of() : found.rows();
    }

    private Map<String, List<CsvRow>> byContract(String file) {
        Map<String, List<CsvRow>> byContract = new LinkedHashMap<>();
        for (CsvRow row : rows(file)) {
            byContract
                    .computeIfAbsent(row.values().getOrDefault("contract_id", ""), id -> new ArrayList<>())
                    .add(row);
        }
        return byContract;
    }

    Portfolio map(Map<String, Integer> rowsByFile, Map<String, Long> others) {
        List<PortfolioItem> contracts = new ArrayList<>();
        rows(Portfolio.CONTRACTS).forEach(row -> contract(row).ifPresent(contracts::add));
        List<CsvRow> byTime = rows(Portfolio.REPAYMENTS).stream()
                .sorted(Comparator.comparing(row -> row.values().getOrDefault("paid_at", "")))
                .toList();
        List<PortfolioItem> repayments = new ArrayList<>();
        byTime.forEach(row -> repayment(row).ifPresent(repayments::add));
        for (var orphans : List.of(schedule, shares)) {
            orphans.values()
                    .forEach(rows -> refuse(rows, "contract_id", "must be a contract of " + Portfolio.CONTRACTS));
        }
        refusals.addAll(borrowers.refusals());
        List<PortfolioItem> events = new ArrayList<>();
        rows(Portfolio.STATEMENTS).stream()
                .sorted(Comparator.comparing(row -> row.values().getOrDefault("on", "")))
                .forEach(row -> statement(row).ifPresent(events::add));
        return new Portfolio(contracts, repayments, events, refusals, rowsByFile, others);
    }

    private void refuse(List<CsvRow> rows, String column, String rule) {
        rows.forEach(row -> refusals.add(new Refusal(row.file(), row.line(), column, rule)));
    }

    private Optional<PortfolioItem> contract(CsvRow row) {
        var reader = new RowReader(row);
        String number = reader.required("contract_id");
        String reference = reader.required("borrower_id");
        String lenderOfRecord = reader.required("lender_of_record");
        List<CsvRow> lines = Optional.ofNullable(schedule.remove(number)).orElse(List.of());
        List<CsvRow> parts = Optional.ofNullable(shares.remove(number)).orElse(List.of());
        Map<String, Object> tree = reader.tree();
        tree.put("contractNumber", number);
        tree.put("lenderOfRecord", lenderOfRecord);
        if (borrowers.isRefused(reference)) {
            reader.refuse("borrower_id", "is a borrower of " + Portfolio.BORROWERS + " that is refused");
        }
        tree.put("borrower", borrowers.person(reference));
        Optional<Currency> currency = reader.currency();
        if (!tree.containsKey("currency") && reader.refusals().isEmpty()) {
            reader.refuse("currency", "must be given");
        }
        amounts(reader, currency);
        Map<String, String> more = new TreeMap<>();
        schedule(lines, currency, reader, more);
        List<Map<String, Object>> funders = funders(parts, lenderOfRecord, currency, reader, more);
        tree.put("funders", funders);
        reader.finish(more);
        if (!reader.refusals().isEmpty()) {
            refusals.addAll(reader.refusals());
            refuse(lines, "contract_id", "belongs to a contract that is refused");
            refuse(parts, "contract_id", "belongs to a contract that is refused");
            return Optional.empty();
        }
        homes.put(
                number,
                new Home(String.valueOf(funders.getFirst().get("lender")), String.valueOf(tree.get("currency"))));
        List<RowPlace> places = Stream.concat(
                        Stream.concat(lines.stream(), parts.stream())
                                .map(part -> new RowPlace(part.file(), part.line(), "contract_id")),
                        borrowers.takeAlong(reference).stream())
                .toList();
        return Optional.of(new PortfolioItem(row.file(), row.line(), lane(reference), tree, places));
    }

    private static int lane(String key) {
        return Math.floorMod(key.hashCode(), LANES);
    }

    private static void amounts(RowReader reader, Optional<Currency> currency) {
        Map<String, Object> tree = reader.tree();
        reader.amount("principal", "principalMinor", currency);
        reader.amount("funded", "fundedMinor", currency);
        reader.text("annual_rate", "annualRate");
        reader.date("start_date", "startDate");
        if (reader.has("term_days")) {
            reader.whole("term_days").ifPresent(days -> tree.put("term", "P" + days + "D"));
        } else {
            reader.whole("term_months").ifPresent(months -> tree.put("term", "P" + months + "M"));
        }
        reader.whole("n_instalments").ifPresent(count -> tree.put("instalmentCount", count));
        reader.amount("flat_charge", "chargeMinor", currency);
        reader.amount("total_due", "totalDueMinor", currency);
        tree.put("status", reader.required("status"));
        reader.date("closed_at", "closedAt");
    }

    private static void schedule(
            List<CsvRow> lines, Optional<Currency> currency, RowReader contract, Map<String, String> more) {
        if (!lines.isEmpty()) {
            contract.tree()
                    .put(
                            "schedule",
                            lines.stream()
                                    .map(line -> instalment(line, currency, contract, more))
                                    .toList());
        }
    }

    private static Map<String, Object> instalment(
            CsvRow line, Optional<Currency> currency, RowReader contract, Map<String, String> more) {
        var reader = new RowReader(line);
        reader.take("contract_id");
        reader.whole("n").ifPresent(number -> reader.tree().put("number", number));
        reader.date("due_date", "dueDate");
        reader.date("settle_due_date", "settleDueDate");
        reader.amount("amount", "amountMinor", currency);
        reader.amount("principal", "principalMinor", currency);
        reader.amount("interest", "interestMinor", currency);
        reader.text("src", "source");
        more.putAll(reader.rounded("schedule." + reader.tree().get("number") + "."));
        more.putAll(reader.leftOver("schedule." + reader.tree().get("number") + "."));
        contract.refusals().addAll(reader.refusals());
        return reader.tree();
    }

    private static List<Map<String, Object>> funders(
            List<CsvRow> parts,
            String lenderOfRecord,
            Optional<Currency> currency,
            RowReader contract,
            Map<String, String> more) {
        List<Map<String, Object>> funders = new ArrayList<>();
        var banks = new LenderAssignment();
        for (CsvRow part : parts) {
            var reader = new RowReader(part);
            reader.take("contract_id");
            String lender = reader.required("lender_id");
            String amount = part.values().getOrDefault("amount", "");
            reader.amount("amount", "shareMinor", currency);
            more.putAll(reader.rounded("share." + lender + "."));
            more.putAll(reader.leftOver("share." + lender + "."));
            contract.refusals().addAll(reader.refusals());
            boolean nothing = Long.valueOf(0).equals(reader.tree().get("shareMinor"));
            String bank = nothing ? "" : banks.bankFor(lender);
            if (nothing || !bank.equals(lender)) {
                more.put("share." + lender + ".amount", amount);
            }
            if (!nothing) {
                more.putIfAbsent("share." + lender + ".bank", bank);
                add(funders, bank, reader.tree().get("shareMinor"));
            }
            more.entrySet().removeIf(entry -> entry.getKey().equals("share." + bank + ".bank"));
        }
        Object principal = contract.tree().get("principalMinor");
        if (funders.isEmpty() && principal != null) {
            // In a fixed order: the same file must give the same bytes, and so the same Idempotency-Key, in every run.
            Map<String, Object> sole = new LinkedHashMap<>();
            sole.put("lender", LenderAssignment.bankOf(lenderOfRecord));
            sole.put("shareMinor", principal);
            funders.add(sole);
        } else if (principal == null) {
            contract.refuse("principal", "must be given");
        }
        return funders;
    }

    /** Adds a share; two lenders at one bank are one funder. */
    private static void add(List<Map<String, Object>> funders, String bank, @Nullable Object share) {
        for (Map<String, Object> one : funders) {
            if (bank.equals(one.get("lender"))
                    && one.get("shareMinor") instanceof Long sum
                    && share instanceof Long more) {
                one.put("shareMinor", Math.addExact(sum, more));
                return;
            }
        }
        Map<String, Object> funder = new LinkedHashMap<>();
        funder.put("lender", bank);
        if (share != null) {
            funder.put("shareMinor", share);
        }
        funders.add(funder);
    }

    private Optional<PortfolioItem> statement(CsvRow row) {
        var reader = new RowReader(row);
        String contract = reader.required("contract_id");
        Home home = homes.get(contract);
        if (home == null) {
            reader.refuse("contract_id", "must be a contract that is not refused");
            refusals.addAll(reader.refusals());
            return Optional.empty();
        }
        Optional<Currency> currency = Optional.of(Money.currency(home.currency()));
        Map<String, Object> event = reader.tree();
        event.put("kind", "STATED");
        event.put("on", reader.required("on"));
        reader.amount("billed", "billedMinor", currency);
        reader.amount("paid", "paidMinor", currency);
        reader.amount("limit", "limitMinor", currency);
        reader.text("status", "status");
        String number = reader.required("number");
        reader.refuseLeftOver();
        refusals.addAll(reader.refusals());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lender", home.tenant());
        tree.put("contractNumber", contract);
        tree.put("eventNumber", number);
        tree.put("event", event);
        return reader.refusals().isEmpty()
                ? Optional.of(new PortfolioItem(row.file(), row.line(), lane(contract), tree, List.of()))
                : Optional.empty();
    }

    private Optional<PortfolioItem> repayment(CsvRow row) {
        var reader = new RowReader(row);
        String contract = reader.required("contract_id");
        Home home = homes.get(contract);
        Map<String, Object> tree = reader.tree();
        if (home == null) {
            reader.refuse("contract_id", "must be a contract that is not refused");
            refusals.addAll(reader.refusals());
            return Optional.empty();
        }
        tree.put("lender", home.tenant());
        tree.put("contractNumber", contract);
        tree.put("repaymentNumber", reader.required("repayment_id"));
        Optional<Currency> currency =
                reader.has("currency") ? reader.currency() : Optional.of(Money.currency(home.currency()));
        tree.putIfAbsent("currency", home.currency());
        reader.date("paid_at", "paidAt");
        reader.date("settled_at", "settledAt");
        reader.amount("amount", "amountMinor", currency);
        reader.amount("principal", "principalMinor", currency);
        reader.amount("interest", "interestMinor", currency);
        reader.amount(reader.has("excess") ? "excess" : "excess_over_principal", "excessMinor", currency);
        reader.finish(Map.of());
        refusals.addAll(reader.refusals());
        return reader.refusals().isEmpty()
                ? Optional.of(new PortfolioItem(row.file(), row.line(), lane(contract), tree, List.of()))
                : Optional.empty();
    }
}
