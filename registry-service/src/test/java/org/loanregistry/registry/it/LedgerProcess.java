package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.note.VerifierKey;

/** A ledger of four organisations in processes of its own, with everything that it keeps in one folder. */
final class LedgerProcess {
    private LedgerProcess() {}

    /** Starts it; {@code options} as of {@code loanreg network run}. */
    static Process start(Path log, Path folder, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--home", folder.toString()));
        arguments.addAll(options);
        Process process =
                JavaProcess.start(log, "org.loanregistry.network.NetworkMain", arguments.toArray(String[]::new));
        awaitLine(process, "ready");
        return process;
    }

    /** All lines up to the one that begins so. */
    static String awaitLine(Process process, String start) throws IOException {
        var printed = new StringBuilder();
        var output = process.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            printed.append(line).append('\n');
            if (line.startsWith(start)) {
                return printed.toString();
            }
        }
        throw new IOException("it ended before it was ready: " + printed);
    }

    /** The banks take the logs of the service in this home on, without witnesses. */
    static void register(Path folder, Path home) throws IOException {
        for (String log : List.of("records", "access")) {
            var key = VerifierKey.parse(
                    Files.readString(home.resolve("keys/" + log + ".vkey")).strip());
            var terms = new LogTerms(List.of(), 0, 0, 86_400, 0);
            var change = new Change.RegisterLog(1, new LogKeys(List.of(key)), terms);
            try (var bankA = connect(folder, "BankA");
                    var bankB = connect(folder, "BankB")) {
                assertInstanceOf(
                        SubmitOutcome.Committed.class, bankA.governance().propose(change));
                assertInstanceOf(
                        SubmitOutcome.Committed.class, bankB.governance().approve(change.id()));
            }
        }
    }

    private static AnchorLedger connect(Path folder, String bank) {
        return AnchorLedger.connect(
                LedgerProfile.load(folder.resolve("organisations").resolve(bank).resolve("admin.properties")));
    }

    /** Blocks, state and logs of every organisation; not the programs, among which Fabric's package has these tests. */
    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("/lib/classes/"))
                    .toList();
        }
    }

    /** Whether a chain of blocks holds this text. */
    static boolean isInBlocks(Path folder, String text) throws IOException {
        for (Path file : files(folder)) {
            boolean isBlock =
                    file.toString().contains("blocks") || file.toString().contains("chains");
            if (isBlock && new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
                return true;
            }
        }
        return false;
    }
}
