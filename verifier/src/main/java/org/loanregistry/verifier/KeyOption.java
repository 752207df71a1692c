package org.loanregistry.verifier;

import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --vkey}: the log's public key, which the bank got once by a way of its own and pins. */
final class KeyOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--vkey",
            required = true,
            paramLabel = "VKEY|@FILE",
            description = "The log's public key, pinned; with @, the file that holds it.")
    private String vkey = "";

    /** The key; a usage error if it is none. */
    VerifierKey key() {
        try {
            return VerifierKey.parse(TextOrFile.read(command, vkey));
        } catch (NoteFormatException e) {
            throw new ParameterException(command.commandLine(), "--vkey: " + e.getMessage(), e);
        }
    }
}
