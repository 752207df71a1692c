package org.loanregistry.registry.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loanregistry.registry.loan.Money;

/** Turns the columns of one row into fields of the API; what nobody asked for is left over, never lost. */
final class RowReader {
    private static final String SOURCE = "_src";

    /** Of a minor unit: what computing with binary fractions leaves, far below any amount. */
    private static final BigDecimal NOISE = new BigDecimal("0.000001");

    private final CsvRow row;
    private final Map<String, String> left;
    private final Map<String, Object> tree = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, String> rounded = new TreeMap<>();

    RowReader(CsvRow row) {
        this.row = row;
        this.left = new LinkedHashMap<>(row.values());
    }

    Map<String, Object> tree() {
        return tree;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    void refuse(String column, String rule) {
        refusals.add(new Refusal(row.file(), row.line(), column, rule));
    }

    Optional<String> take(String column) {
        return Optional.ofNullable(left.remove(column));
    }

    boolean has(String column) {
        return left.containsKey(column);
    }

    String required(String column) {
        return take(column).orElseGet(() -> {
            refuse(column, "must be given");
            return "";
        });
    }

    void text(String column, String field) {
        take(column).ifPresent(text -> tree.put(field, text));
    }

    /** A date or time; the space between date and time that databases print becomes ISO 8601's T. */
    void date(String column, String field) {
        take(column).ifPresent(text -> tree.put(field, text.length() > 10 ? text.replace(' ', 'T') : text));
    }

    /** A decimal amount as minor units of the currency. */
    void amount(String column, String field, Optional<Currency> currency) {
        Optional<String> decimal = take(column);
        if (decimal.isPresent() && currency.isPresent()) {
            try {
                tree.put(field, minor(column, decimal.get(), currency.get()));
            } catch (IllegalArgumentException e) {
                refuse(column, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Other digits than 0 beyond the scale are refused, but for the noise of a binary fraction, which is kept and said. */
    private long minor(String column, String decimal, Currency currency) {
        try {
            return Money.parse(decimal, currency).minor();
        } catch (IllegalArgumentException e) {
            BigDecimal exact = Money.NOISY.matcher(decimal).matches() ? new BigDecimal(decimal) : null;
            if (exact == null) {
                throw e;
            }
            BigDecimal minor = exact.movePointRight(currency.getDefaultFractionDigits());
            BigDecimal rounded = minor.setScale(0, RoundingMode.HALF_UP);
            if (minor.subtract(rounded).abs().compareTo(NOISE) > 0) {
                throw e;
            }
            this.rounded.put(column, decimal);
            return new Money(rounded.longValueExact(), currency).minor();
        }
    }

    /** What was rounded, as it was written, each name behind {@code prefix}. */
    Map<String, String> rounded(String prefix) {
        Map<String, String> named = new TreeMap<>();
        rounded.forEach((column, value) -> named.put(prefix + column + ".rounded", value));
        return named;
    }

    /** Refuses what nobody asked for: where there is no place to keep it. */
    void refuseLeftOver() {
        left.keySet().forEach(column -> refuse(column, "has no place in a statement"));
    }

    /** A whole number, also written with a fraction of zeros. */
    Optional<Long> whole(String column) {
        return take(column).flatMap(text -> {
            try {
                return Optional.of(new BigDecimal(text).longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                refuse(column, "must be a whole number");
                return Optional.empty();
            }
        });
    }

    Optional<Currency> currency() {
        return take("currency").flatMap(this::currency);
    }

    Optional<Currency> currency(String code) {
        try {
            Currency currency = Money.currency(code);
            tree.put("currency", code);
            return Optional.of(currency);
        } catch (IllegalArgumentException e) {
            refuse("currency", "must be an ISO 4217 code of a currency with a minor unit");
            return Optional.empty();
        }
    }

    /** Ends the row: {@code *_src} columns become provenance, all others attributes, verbatim. */
    void finish(Map<String, String> moreAttributes) {
        Map<String, String> provenance = new TreeMap<>();
        Map<String, String> attributes = new TreeMap<>(moreAttributes);
        attributes.putAll(rounded(""));
        left.forEach((column, value) -> {
            if (column.endsWith(SOURCE)) {
                provenance.put(column.substring(0, column.length() - SOURCE.length()), value);
            } else {
                attributes.put(column, value);
            }
        });
        if (!provenance.isEmpty()) {
            tree.put("provenance", provenance);
        }
        if (!attributes.isEmpty()) {
            tree.put("attributes", attributes);
        }
    }

    /** What is left over, each name behind {@code prefix}; for rows that become part of another record. */
    Map<String, String> leftOver(String prefix) {
        Map<String, String> named = new TreeMap<>();
        left.forEach((column, value) -> named.put(prefix + column, value));
        return named;
    }
}
