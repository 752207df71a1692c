package org.loanregistry.registry.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.sharing.SealedExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loanreg export}: the borrower's side of an export, without the service. Exit status 1: refused, nothing written. */
@Command(
        name = "export",
        description = {
            "The borrower's side of an export of everything that is held (POST /api/v1/borrowers/ID/exports): a key to ask with,",
            "and the opening of what was answered. Needs no service and no state. Exit status 1: refused, nothing was written."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand {
    @Spec
    private @Nullable CommandSpec spec;

    /** Reading or writing a file. */
    private interface Work {
        void run() throws IOException;
    }

    @Command(
            description =
                    "Makes a key pair, keeps it in a file that only you read, and prints the public part to ask with.",
            mixinStandardHelpOptions = true)
    int key(@Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.") Path out) {
        return refused(() -> {
            String key = SealedExport.newKey();
            write(out, (key + "\n").getBytes(StandardCharsets.UTF_8));
            print(SealedExport.publicPart(key) + "\n");
        });
    }

    @Command(
            description = "Opens an export: the service's answer as it came, or its member 'sealed' alone.",
            mixinStandardHelpOptions = true)
    int open(
            @Parameters(paramLabel = "FILE", description = "What was answered.") Path file,
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key, a JWK.")
                    Path key,
            @Option(names = "--out", paramLabel = "FILE", description = "A new file (default: standard output).")
                    @Nullable
                    Path out) {
        return refused(() -> {
            byte[] document = SealedExport.open(sealed(Files.readString(file)), Files.readString(key));
            if (out == null) {
                print(new String(document, StandardCharsets.UTF_8) + "\n");
            } else {
                write(out, document);
            }
        });
    }

    private static String sealed(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return text;
        }
        return Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> answer
                        && answer.get("sealed") instanceof String sealed
                ? sealed
                : "";
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private int refused(Work work) {
        try {
            work.run();
            return 0;
        } catch (NoSuchFileException e) {
            return refusal(e.getMessage() + ": there is no such file");
        } catch (FileAlreadyExistsException e) {
            return refusal(e.getMessage() + ": the file is there already");
        } catch (IOException | IllegalArgumentException e) {
            return refusal(String.valueOf(e.getMessage()));
        } finally {
            command().commandLine().getOut().flush();
        }
    }

    private int refusal(String why) {
        command().commandLine().getErr().println("loanreg export: " + why);
        return 1;
    }

    private void print(String text) {
        command().commandLine().getOut().print(text);
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec;
    }
}
