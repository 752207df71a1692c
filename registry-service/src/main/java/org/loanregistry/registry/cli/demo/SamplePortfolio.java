package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The built-in portfolio of made-up loans, unpacked as files so that it is imported like any other. */
final class SamplePortfolio {
    private static final List<String> FILES = List.of("contracts.csv", "shares.csv", "schedule.csv", "repayments.csv");

    private SamplePortfolio() {}

    /** The same with other contracts and borrowers: {@code number} is in their names. */
    static Path unpack(Path directory, int number) {
        try {
            var target = Files.createDirectories(directory.resolve("portfolio-" + number));
            for (var name : FILES) {
                var renamed = Pattern.compile("\\b([SP])-(?=\\d{4})")
                        .matcher(read(name))
                        .replaceAll("$1" + number + "-");
                Files.writeString(target.resolve(name), renamed);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) throws IOException {
        try (var file = SamplePortfolio.class.getResourceAsStream("/sample-portfolio/" + name)) {
            if (file == null) {
                throw new DemoFailedException("the built-in portfolio lacks " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Path unpack(Path directory) {
        try {
            var target = Files.createDirectories(directory.resolve("sample-portfolio"));
            for (var name : FILES) {
                Files.writeString(target.resolve(name), read(name));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
