package org.loanregistry.registry.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Commands of the project as processes of their own, with the class path of the tests. */
final class JavaProcess {
    static final String SERVICE = "org.loanregistry.registry.cli.Main";
    static final String VERIFIER = "org.loanregistry.verifier.VerifierMain";

    private JavaProcess() {}

    /** What a process printed on standard output, and the status it ended with. */
    record Ended(int exitStatus, String output) {}

    /** Starts one; standard error goes to a file. */
    static Process start(Path log, String mainClass, String... arguments) {
        return start(log, Map.of(), mainClass, arguments);
    }

    /** Starts one with these variables in its environment. */
    static Process start(Path log, Map<String, String> environment, String mainClass, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        try {
            var builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one to its end. */
    static Ended run(Path log, String mainClass, String... arguments) {
        return run(log, Map.of(), mainClass, arguments);
    }

    /** Runs one to its end with these variables in its environment. */
    static Ended run(Path log, Map<String, String> environment, String mainClass, String... arguments) {
        var process = start(log, environment, mainClass, arguments);
        try (var output = process.inputReader()) {
            var text = output.lines().collect(Collectors.joining("\n"));
            return new Ended(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
