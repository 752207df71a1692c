package org.loanregistry.registry.sharing.reconciliation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.TextRule;
import org.loanregistry.registry.loan.Money;

/**
 * Reads a bank's positions (docs/reconciliation.md): RFC 4180, UTF-8, a header line, at most {@value #MOST_LINES} lines. Every line
 * that breaks a rule is named by its number, field and rule, the first {@value #MOST_ERRORS} of them; then nothing of the file
 * counts. Not thread-safe.
 */
final class PositionsFile {
    /** The columns, in this order. */
    static final List<String> HEADER =
            List.of("tenant", "contract_number", "currency", "principal_outstanding", "last_record_on", "version");

    static final int MOST_LINES = 200_000;
    static final int MOST_ERRORS = 100;

    private static final int MOST_NUMBER = 100;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern DAY = Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String NO_DAY = "must be a date such as 2026-01-31, or empty";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final Set<String> lenders;
    private final Map<LoanKey, Side> positions = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private long line = 1;

    private PositionsFile(Set<String> lenders) {
        this.lenders = lenders;
    }

    /**
     * The positions of a file, by loan.
     *
     * @param lenders those whose contract numbers there are
     * @throws Refused if any line breaks a rule
     */
    static Map<LoanKey, Side> read(byte[] file, Set<String> lenders) {
        var reading = new PositionsFile(lenders);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        int mark = Arrays.mismatch(file, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
        var bytes = new ByteArrayInputStream(file, mark, file.length - mark);
        try (CSVParser parser = CSVParser.parse(new InputStreamReader(bytes, decoder), FORMAT)) {
            reading.lines(parser);
        } catch (IOException | UncheckedIOException e) {
            reading.errors.add(reading.unreadable(e));
        }
        if (!reading.errors.isEmpty()) {
            throw new Refused("The file breaks rules; nothing of it was compared.", reading.errors);
        }
        return reading.positions;
    }

    /** Bytes are read ahead of lines, so that of those which are no text the line is not known. */
    private FieldError unreadable(Exception e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        return cause instanceof CharacterCodingException
                ? new FieldError("", "must be UTF-8")
                : new FieldError("line[" + line + "]", "must be CSV as RFC 4180 has it");
    }

    private void lines(CSVParser parser) {
        var records = parser.iterator();
        if (!records.hasNext() || !HEADER.equals(records.next().toList())) {
            refuse("", "must be the header " + String.join(",", HEADER));
            return;
        }
        // Asking for the next record reads it, so the line on which it begins is noted before.
        line = parser.getCurrentLineNumber() + 1;
        while (records.hasNext()) {
            CSVRecord row = records.next();
            if (errors.size() >= MOST_ERRORS) {
                errors.add(new FieldError("", "has more lines that break a rule; the first are named"));
                return;
            }
            if (positions.size() == MOST_LINES) {
                refuse("", "must be among the first " + MOST_LINES + " after the header");
                return;
            }
            position(row);
            line = parser.getCurrentLineNumber() + 1;
        }
    }

    private void position(CSVRecord row) {
        if (row.size() != HEADER.size()) {
            refuse("", "must have " + HEADER.size() + " columns");
            return;
        }
        int before = errors.size();
        String tenant = row.get(0);
        String number = row.get(1);
        if (!lenders.contains(tenant)) {
            refuse("tenant", "must be a lender known to the registry");
        }
        TextRule.brokenBy(number, MOST_NUMBER).ifPresent(rule -> refuse("contract_number", rule));
        String currency = currency(row.get(2));
        long principal = principal(row.get(3), currency);
        LocalDate lastOn = lastOn(row.get(4));
        int version = version(row.get(5));
        if (errors.size() > before) {
            return;
        }
        // Few names and currencies stand in many lines.
        var key = new LoanKey(names.computeIfAbsent(tenant, one -> one), number);
        var side = new Side(names.computeIfAbsent(currency, one -> one), principal, lastOn, version);
        if (positions.putIfAbsent(key, side) != null) {
            refuse("contract_number", "must stand once with this tenant");
        }
    }

    private String currency(String text) {
        try {
            return Money.currency(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            refuse("currency", "must be an ISO 4217 code of a currency with a minor unit");
            return "";
        }
    }

    private long principal(String text, String currency) {
        if (currency.isEmpty()) {
            return 0;
        }
        try {
            long minor = Money.parse(text, Money.currency(currency)).minor();
            if (minor >= 0) {
                return minor;
            }
        } catch (IllegalArgumentException e) {
            refuse(
                    "principal_outstanding",
                    "must be a plain decimal number of the currency's decimals, at most 2^53 - 1 minor units");
            return 0;
        }
        refuse("principal_outstanding", "must be at least 0");
        return 0;
    }

    private @Nullable LocalDate lastOn(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            refuse("last_record_on", NO_DAY);
            return null;
        }
        refuse("last_record_on", NO_DAY);
        return null;
    }

    private int version(String text) {
        if (VERSION.matcher(text).matches()) {
            return Integer.parseInt(text);
        }
        refuse("version", "must be a whole number from 1 to 999999");
        return 0;
    }

    private void refuse(String field, String rule) {
        errors.add(new FieldError("line[" + line + "]" + (field.isEmpty() ? "" : "." + field), rule));
    }
}
