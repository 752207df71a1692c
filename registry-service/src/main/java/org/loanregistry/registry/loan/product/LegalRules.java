package org.loanregistry.registry.loan.product;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.calculator.AllInCost;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.Fraction;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Penalty;

/** The limits of law that the registry knows, read from {@code rules/legal-rules.csv}: a new one is a line there. */
@Singleton
public final class LegalRules {
    private static final String RESOURCE = "/rules/legal-rules.csv";

    private final List<LegalRule> rules;

    /** Those of the jar. */
    public LegalRules() {
        this(read());
    }

    private LegalRules(List<LegalRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** These rules and no others. */
    public static LegalRules of(List<LegalRule> rules) {
        return new LegalRules(rules);
    }

    private static List<LegalRule> read() {
        try (InputStream stream = LegalRules.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8);
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            List<LegalRule> rules = new ArrayList<>();
            for (CSVRecord row : format.parse(text)) {
                rules.add(rule(row));
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LegalRule rule(CSVRecord row) {
        String until = row.get("until");
        return new LegalRule(
                row.get("id"),
                LocalDate.parse(row.get("from")),
                until.isEmpty() ? null : LocalDate.parse(until),
                row.get("currency"),
                Arrays.stream(row.get("products").split(" ", -1))
                        .map(Product::valueOf)
                        .collect(Collectors.toSet()),
                LegalRule.Measure.valueOf(row.get("measure")),
                new BigDecimal(row.get("limit")),
                LegalRule.Effect.valueOf(row.get("effect")),
                row.get("source"));
    }

    /** All of them. */
    public List<LegalRule> all() {
        return rules;
    }

    /**
     * The rules that a contract breaks.
     *
     * @param terms its terms
     * @param shares what each funder funds, the first brought the borrower
     * @param day when it was agreed
     */
    public List<LegalRule> brokenBy(ProductTerms terms, List<Long> shares, LocalDate day) {
        return rules.stream()
                .filter(rule -> rule.concerns(
                        terms.product(), terms.account().currency().getCurrencyCode(), day))
                .filter(rule -> value(rule.measure(), terms, shares)
                        .map(rule::isBrokenBy)
                        .orElse(false))
                .toList();
    }

    /** The rules for one measure that holds of loans in a currency on a day; of these products, or of any if none is named. */
    public List<LegalRule> of(LegalRule.Measure measure, @Nullable Product product, String currency, LocalDate day) {
        return rules.stream()
                .filter(rule -> rule.measure() == measure)
                .filter(rule -> (product == null ? rule.products().stream() : Stream.of(product))
                        .anyMatch(one -> rule.concerns(one, currency, day)))
                .toList();
    }

    /** What is measured of a contract; nothing where it has none of it. */
    private static Optional<BigDecimal> value(LegalRule.Measure measure, ProductTerms terms, List<Long> shares) {
        Optional<Penalty> penalty = Optional.ofNullable(terms.account().penalty());
        return switch (measure) {
            case PRINCIPAL_MAX_MINOR ->
                Optional.of(BigDecimal.valueOf(terms.account().limitMinor()));
            case BULLET_TERM_MAX_MONTHS ->
                terms.loan().filter(one -> one.dueDates().count() == 1).map(LegalRules::months);
            case TERM_MAX_MONTHS -> terms.loan().map(LegalRules::months);
            case PARTNER_SHARE_MIN -> partnerShare(shares);
            // Of more than one contract: measured where they are at hand.
            case PERSON_TOTAL_MAX_MINOR, PARTNER_BALANCE_MAX, ALL_PARTNERS_BALANCE_MAX -> Optional.empty();
            case ALL_IN_NOMINAL_MAX ->
                terms.loan()
                        .map(loan -> AllInCost.of(loan, Calculator.plan(loan)).nominal());
            case OVERDUE_SURCHARGE_MIN, OVERDUE_SURCHARGE_MAX ->
                penalty.map(one -> one.overdueSurcharge().value());
            case MISUSE_SURCHARGE_MAX ->
                penalty.map(one -> one.misuseSurcharge().value());
            case DEDUCTED_MAX_MINOR ->
                terms.loan().map(loan -> BigDecimal.valueOf(loan.principalMinor() - loan.netMinor()));
        };
    }

    private static BigDecimal months(LoanTerms loan) {
        LocalDate start = loan.dueDates().start();
        long whole = ChronoUnit.MONTHS.between(start, loan.dueDates().end());
        boolean more = start.plusMonths(whole).isBefore(loan.dueDates().end());
        return BigDecimal.valueOf(more ? whole + 1 : whole);
    }

    private static Optional<BigDecimal> partnerShare(List<Long> shares) {
        if (shares.size() < 2) {
            return Optional.empty();
        }
        long all = shares.stream().mapToLong(Long::longValue).sum();
        // Enough decimals that a share just below the limit is not rounded to it.
        return Optional.of(Fraction.of(shares.getFirst(), all).toDecimal());
    }
}
