package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access-report}: who looked at whom, proved complete against an anchored checkpoint. */
@Command(
        name = "access-report",
        mixinStandardHelpOptions = true,
        description = {
            "Who looked at whom, which fields, why, and what was decided: reads every entry of the access log, from the service or",
            "from a file that --save made, and proves that none is missing or altered before it prints those asked for.",
            "Exit status: 0 complete; 1 it is not; 2 unreadable input, usage, or the peer does not answer."
        })
final class AccessReportCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Option(
            names = "--token",
            paramLabel = "TOKEN|@FILE",
            description = "With a URL: the officer's bearer token; with @, the file that holds it.")
    private @Nullable String token;

    @Option(
            names = "--subject",
            paramLabel = "ID",
            description = "With a URL: about one borrower; entries about others are proved without being shown.")
    private @Nullable String subject;

    @Option(names = "--actor", description = "Only entries of this actor: lender:bank-a, or lender:bank-a/PERSON.")
    private @Nullable String actor;

    @Option(names = "--from", paramLabel = "TIME", description = "Only entries of this time or later, in UTC.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only entries before this time, in UTC.")
    private @Nullable Instant to;

    @Option(names = "--save", paramLabel = "FILE", description = "Keeps what was read, to be checked again anywhere.")
    private @Nullable Path save;

    @Parameters(paramLabel = "URL|FILE", description = "The service's address, or a file of --save.")
    private String source = "";

    AccessReportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        if (!source.startsWith("http://") && !source.startsWith("https://")) {
            if (subject != null || token != null) {
                throw new ParameterException(command.commandLine(), "--subject and --token go with a URL");
            }
            return report(key, new AccessLogFile(Path.of(source)));
        }
        if (token == null) {
            throw new ParameterException(command.commandLine(), "a URL needs --token");
        }
        try (var client = new AccessLogClient(URI.create(source), TextOrFile.read(command, token), subject)) {
            return report(key, client);
        }
    }

    private int report(VerifierKey key, AccessLogSource log) {
        AccessLogSource.Head head = log.head();
        AccessReport report = new AccessReport(new AccessFilter(actor, from, to));
        AccessLogCheck check = new AccessLogCheck(key, PackedSchemas.load(), head, report::add);
        read(log, head, check);
        PrintWriter out = command.commandLine().getOut();
        Optional<String> fault = check.finish();
        if (fault.isPresent()) {
            out.println("NOT COMPLETE: " + fault.get());
            return Tally.NOT_VERIFIED;
        }
        int shown = report.print(out);
        long size = check.checkpoint().treeSize();
        out.println("complete: entries 0 to " + (size - 1)
                + " of the access log are all accounted for; decisions that match: " + shown);
        if (head.subject() != null) {
            out.println(
                    "Entries about others were proved by number, pseudonym and chain, and their contents not shown. That "
                            + head.subject() + " is the person asked for is the registry's word.");
        }
        report.open()
                .forEach(number -> out.println("look into #" + number + ": granted, and nothing says how it ended"));
        return compared(key, check);
    }

    private void read(AccessLogSource log, AccessLogSource.Head head, AccessLogCheck check) {
        long size = check.checkpoint().treeSize();
        if (save == null) {
            log.leaves(size, check::add);
            return;
        }
        try (var writer = new AccessLogFile.Writer(save, head)) {
            log.leaves(size, leaf -> {
                writer.line(leaf);
                check.add(leaf);
            });
        }
    }

    private int compared(VerifierKey key, AccessLogCheck check) {
        PrintWriter out = command.commandLine().getOut();
        if (!peer.isGiven()) {
            out.println(VerifyCommand.OFFLINE);
            return Tally.ALL_VERIFIED;
        }
        try (AnchorLedger ledger = peer.connect()) {
            var objection =
                    new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock).objection(check.checkpoint());
            out.println(objection
                    .map(verdict -> "NOT COMPLETE: " + verdict.detail())
                    .orElse(VerifyCommand.WITH_PEER));
            return objection.isPresent() ? Tally.NOT_VERIFIED : Tally.ALL_VERIFIED;
        }
    }
}
