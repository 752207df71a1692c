package org.loanregistry.registry.portfolio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** One CSV file (RFC 4180, UTF-8, header line) read whole. */
record CsvFile(String name, List<CsvRow> rows) {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** The columns of a file that is there. */
    static List<String> header(Path directory, String name) {
        try (CSVParser parser = CSVParser.parse(directory.resolve(name), StandardCharsets.UTF_8, FORMAT)) {
            return parser.getHeaderNames();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file; one that is absent has no rows.
     *
     * @throws IllegalArgumentException if the header names a column twice or a row has another number of columns
     */
    static CsvFile read(Path directory, String name) {
        Path file = directory.resolve(name);
        List<CsvRow> rows = new ArrayList<>();
        if (!Files.exists(file)) {
            return new CsvFile(name, rows);
        }
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
            List<String> header = parser.getHeaderNames();
            long lineBefore = parser.getCurrentLineNumber();
            for (var record : parser) {
                if (!record.isConsistent()) {
                    throw new IllegalArgumentException(name + ": line " + parser.getCurrentLineNumber() + " has "
                            + record.size() + " columns, want " + header.size());
                }
                Map<String, String> values = new LinkedHashMap<>();
                for (String column : header) {
                    String value = record.get(column);
                    if (!value.isEmpty()) {
                        values.put(column, value);
                    }
                }
                rows.add(new CsvRow(name, Math.max(lineBefore + 1, 2), values));
                lineBefore = parser.getCurrentLineNumber();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CsvFile(name, rows);
    }
}
