package org.loanregistry.registry.portfolio;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of directory that are read: the portfolio format, and published data sets whose rows are put into its columns,
 * each as docs/portfolio-format.md says. A row keeps its file and line, and every column that is not renamed.
 */
enum SourceFormat {
    /** The format itself. */
    PORTFOLIO,
    /** Contracts with totals of what was paid instead of repayments. */
    LENDING_CLUB,
    /** Contracts with the amount of each outside lender and the originator's remainder. */
    AFRICAN_CREDIT,
    /** Credit lines with monthly statements. */
    CREDIT_LINES;

    private static final String TOTALS = "repayment_totals.csv";
    private static final String ACCOUNTS = "accounts.csv";

    /** Columns that say who somebody is and serve no purpose of a loan's record: not taken. */
    private static final List<String> PERSONAL = List.of("SEX", "EDUCATION", "MARRIAGE", "AGE");

    /**
     * By the files that are there and the columns of contracts.csv.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static SourceFormat of(Path directory) {
        if (Files.exists(directory.resolve(ACCOUNTS)) && Files.exists(directory.resolve(Portfolio.STATEMENTS))) {
            return CREDIT_LINES;
        }
        if (!Files.exists(directory.resolve(Portfolio.CONTRACTS))) {
            throw new IllegalArgumentException(directory + " has no " + Portfolio.CONTRACTS);
        }
        if (Files.exists(directory.resolve(TOTALS))) {
            return LENDING_CLUB;
        }
        List<String> header = CsvFile.header(directory, Portfolio.CONTRACTS);
        return header.contains("n_lenders") && !header.contains("lender_of_record") ? AFRICAN_CREDIT : PORTFOLIO;
    }

    /** The files that are read, by the role that each has. */
    Map<String, String> files() {
        return switch (this) {
            case PORTFOLIO -> roles(Portfolio.FILES.stream());
            case AFRICAN_CREDIT -> roles(Stream.of(Portfolio.CONTRACTS, Portfolio.SHARES));
            case LENDING_CLUB -> {
                Map<String, String> files = roles(Stream.of(Portfolio.CONTRACTS, Portfolio.SHARES));
                files.put(Portfolio.REPAYMENTS, TOTALS);
                yield files;
            }
            case CREDIT_LINES -> {
                Map<String, String> files = new LinkedHashMap<>();
                files.put(Portfolio.CONTRACTS, ACCOUNTS);
                files.put(Portfolio.STATEMENTS, Portfolio.STATEMENTS);
                yield files;
            }
        };
    }

    private static Map<String, String> roles(Stream<String> names) {
        return names.collect(Collectors.toMap(name -> name, name -> name, (one, _) -> one, LinkedHashMap::new));
    }

    /** The row with the columns of the portfolio format. */
    CsvRow adapt(String role, CsvRow row) {
        Map<String, String> values = new LinkedHashMap<>(row.values());
        switch (this) {
            case PORTFOLIO -> {}
            case AFRICAN_CREDIT -> {
                if (role.equals(Portfolio.CONTRACTS)) {
                    values.put("lender_of_record", "ORIGINATOR");
                    unknown(values, "status");
                }
            }
            case LENDING_CLUB -> lendingClub(role, values);
            case CREDIT_LINES -> creditLine(role, values);
        }
        return new CsvRow(row.file(), row.line(), values);
    }

    private static void unknown(Map<String, String> values, String column) {
        values.put(column, "unknown");
        values.put(column + "_src", "missing");
    }

    private static void rename(Map<String, String> values, String from, String to) {
        String value = values.remove(from);
        if (value != null) {
            values.put(to, value);
        }
    }

    private static void lendingClub(String role, Map<String, String> values) {
        if (role.equals(Portfolio.CONTRACTS)) {
            values.put("lender_of_record", "PLATFORM");
            values.put("borrower_id", values.getOrDefault("contract_id", ""));
            values.put(
                    "borrower_id_src", "derived: a borrower of its own for each contract, the published id is blank");
            rename(values, "start_month", "start_date");
        } else if (role.equals(Portfolio.REPAYMENTS)) {
            total(values);
        }
    }

    /** Late fees count as interest and charges; recoveries are what is left of the total, beyond what is owed. */
    private static void total(Map<String, String> values) {
        values.put("repayment_id", values.getOrDefault("contract_id", "") + "-TOTAL");
        rename(values, "last_month", "paid_at");
        rename(values, "src", "amount_src");
        rename(values, "total", "amount");
        BigDecimal amount = decimal(values.get("amount"));
        BigDecimal principal = decimal(values.get("principal"));
        BigDecimal interest = decimal(values.get("interest")).add(decimal(values.get("late_fee")));
        rename(values, "interest", "published_interest");
        if (principal.add(interest).compareTo(amount) > 0) {
            // The published parts are rounded each for itself and exceed their sum by a cent.
            interest = amount.subtract(principal);
        }
        if (interest.signum() >= 0) {
            values.put("interest", interest.toPlainString());
            values.put("interest_src", "derived: interest and late fee, at most the total less the principal");
        }
    }

    private static BigDecimal decimal(@Nullable String text) {
        try {
            return text == null ? BigDecimal.ZERO : new BigDecimal(text);
        } catch (NumberFormatException e) {
            // The mapping refuses the column by name.
            return BigDecimal.ZERO;
        }
    }

    private static void creditLine(String role, Map<String, String> values) {
        if (role.equals(Portfolio.CONTRACTS)) {
            PERSONAL.forEach(values::remove);
            rename(values, "ID", "contract_id");
            values.put("borrower_id", values.getOrDefault("contract_id", ""));
            rename(values, "LIMIT_BAL", "principal");
            values.put("lender_of_record", "ISSUER");
            values.put("currency", "TWD");
            values.put("currency_src", "derived: a bank of Taiwan");
            unknown(values, "status");
        } else {
            rename(values, "account_id", "contract_id");
            rename(values, "bill_amt", "billed");
            rename(values, "pay_amt", "paid");
            rename(values, "limit_bal", "limit");
            rename(values, "pay_status", "status");
            rename(values, "month", "number");
            lastDay(values);
        }
    }

    private static void lastDay(Map<String, String> values) {
        String month = values.get("number");
        if (month != null) {
            try {
                values.put("on", YearMonth.parse(month).atEndOfMonth().toString());
            } catch (DateTimeException e) {
                // No day: the mapping refuses the row for want of one.
                values.remove("on");
            }
        }
    }
}
