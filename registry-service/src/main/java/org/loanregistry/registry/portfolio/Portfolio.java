package org.loanregistry.registry.portfolio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A portfolio directory (docs/portfolio-format.md) as contracts and repayments to be sent, read whole.
 *
 * @param contracts in file order
 * @param repayments by time of payment, then in file order
 * @param events what is reported of a contract beside repayments, by day
 * @param refusals rows that could not be mapped, each with its reasons
 * @param rowsByFile rows read in each file of the format that is there
 * @param otherFiles rows in each file that is no part of the format, header not counted
 */
public record Portfolio(
        List<PortfolioItem> contracts,
        List<PortfolioItem> repayments,
        List<PortfolioItem> events,
        List<Refusal> refusals,
        Map<String, Integer> rowsByFile,
        Map<String, Long> otherFiles) {
    static final String CONTRACTS = "contracts.csv";
    static final String SHARES = "shares.csv";
    static final String SCHEDULE = "schedule.csv";
    static final String REPAYMENTS = "repayments.csv";
    static final String BORROWERS = "borrowers.csv";
    static final String STATEMENTS = "statements.csv";
    static final List<String> FILES = List.of(CONTRACTS, SHARES, SCHEDULE, REPAYMENTS, BORROWERS);

    /**
     * Reads a directory: in the format itself, or in one of the published shapes that {@link SourceFormat} knows.
     *
     * @throws IllegalArgumentException if it has no contracts, or a file is no CSV file with a header
     */
    public static Portfolio read(Path directory) {
        SourceFormat format = SourceFormat.of(directory);
        Map<String, CsvFile> files = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        format.files().forEach((role, name) -> {
            CsvFile file = CsvFile.read(directory, name);
            files.put(
                    role,
                    new CsvFile(
                            name,
                            file.rows().stream()
                                    .map(row -> format.adapt(role, row))
                                    .toList()));
            if (Files.exists(directory.resolve(name))) {
                rows.put(name, file.rows().size());
            }
        });
        return new PortfolioMapping(files)
                .map(rows, others(directory, format.files().values()));
    }

    private static Map<String, Long> others(Path directory, Collection<String> known) {
        Map<String, Long> others = new LinkedHashMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!known.contains(name)) {
                    try (var lines = Files.lines(file)) {
                        others.put(name, Math.max(0, lines.count() - 1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return others;
    }
}
