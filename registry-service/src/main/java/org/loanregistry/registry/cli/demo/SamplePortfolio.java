package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built-in portfolio of made-up loans, unpacked as files so that it is imported like any other. */
final class SamplePortfolio {
    private static final List<String> FILES = List.of("contracts.csv", "shares.csv", "schedule.csv", "repayments.csv");

    private SamplePortfolio() {}

    static Path unpack(Path directory) {
        try {
            var target = Files.createDirectories(directory.resolve("sample-portfolio"));
            for (var name : FILES) {
                try (var file = SamplePortfolio.class.getResourceAsStream("/sample-portfolio/" + name)) {
                    if (file == null) {
                        throw new DemoFailedException("the built-in portfolio lacks " + name);
                    }
                    Files.copy(file, target.resolve(name));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
