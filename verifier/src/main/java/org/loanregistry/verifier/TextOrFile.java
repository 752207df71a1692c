package org.loanregistry.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An option's value given as it is, or as {@code @FILE}, so that a secret need not stand in the list of processes. */
final class TextOrFile {
    private TextOrFile() {}

    static String read(CommandSpec command, String value) {
        if (!value.startsWith("@")) {
            return value.strip();
        }
        try {
            return Files.readString(Path.of(value.substring(1))).strip();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "cannot read " + value.substring(1) + ": " + e, e);
        }
    }
}
