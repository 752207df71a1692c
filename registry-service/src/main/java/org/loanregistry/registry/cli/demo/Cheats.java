package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.ledger.SubmitOutcome;

/** Four attempts at cheating, each by someone with all the rights that the attempt needs, and each put right afterwards. */
final class Cheats {
    private final Demo demo;

    Cheats(Demo demo) {
        this.demo = demo;
    }

    List<Caught> all() {
        var caught = new ArrayList<Caught>();
        caught.add(demo.phases().run("Cheat (a): the DBA changes an amount in PostgreSQL", this::changedAmount));
        caught.add(demo.phases().run("Cheat (b): the DBA deletes an event row", this::deletedRow));
        caught.addAll(demo.phases()
                .run("Cheat (c): the operator rewrites the log and signs it with its own key", this::rewrittenLog));
        caught.add(demo.phases().run("Cheat (d): the database is restored from an earlier copy", this::restoredCopy));
        return List.copyOf(caught);
    }

    private Caught changedAmount() {
        try (var dba = demo.dba()) {
            var victim = dba.victim();
            var bank = dba.funderOf(victim);
            var kept = saveProof(victim, bank, "kept");
            dba.addToAmount(victim, 100);
            var shown = saveProof(victim, bank, "shown");
            var verdict = verdictOf(bank, shown);
            dba.addToAmount(victim, -100);
            return told(new Caught(
                    "an amount changed in PostgreSQL by the DBA",
                    bank.mspId() + ": " + verdict + "; beside the bundle it kept: "
                            + BundleDifference.between(kept, shown),
                    verdict.startsWith("ALTERED") && verdictOf(bank, kept).startsWith("VERIFIED")));
        }
    }

    private Caught deletedRow() {
        try (var dba = demo.dba()) {
            var victim = dba.victim();
            var bank = dba.funderOf(victim);
            dba.delete(victim);
            var result = demo.follow(bank);
            dba.restore();
            var named = result.failures().isEmpty()
                    ? "nothing was named"
                    : result.failures().getFirst();
            return told(new Caught(
                    "an event row deleted by the DBA", bank.mspId() + ": " + named, result.count("WITHHELD") == 1));
        }
    }

    private List<Caught> rewrittenLog() {
        var operator = LedgerProfile.load(demo.home().profile("RegistryOperator", "client"));
        try (var dba = demo.dba()) {
            var size = dba.number("select max(size) from checkpoint where log_id = 1 and state = 'anchored'");
            var forged = RewrittenLog.of(demo.commands().signingKeyFile(), demo.service(), size, size / 2);
            return List.of(
                    told(refusal(
                            "the log rewritten and re-signed, as the next head", forged.anchorAsNextHead(operator))),
                    told(refusal("the log rewritten and re-signed, in place", forged.anchorInPlace(operator))));
        }
    }

    private Caught restoredCopy() {
        var copy = demo.home().directory().resolve("earlier-copy");
        var truth = demo.home().directory().resolve("the-true-database");
        var files = demo.home().databaseFiles();
        try (var dba = demo.dba()) {
            dba.backUp(files, copy);
        }
        demo.recordOneMore();
        demo.awaitAnchored("Anchoring one more repayment");
        var port = demo.stop();
        moveAndReplace(files, truth, copy);
        var refusal = startOn(port);
        moveAndReplace(files, copy, truth);
        return told(refusal);
    }

    private Caught startOn(int port) {
        var cheat = "the database restored from an earlier copy";
        try (var child = demo.commands().service(port, Commands.Life.SHORT)) {
            var lines = child.remainingLines();
            var status = child.exitStatus();
            var message = child.endOfLog()
                    .lines()
                    .filter(line -> line.contains("refuse"))
                    .findFirst()
                    .orElse("exit status " + status + ": " + lines);
            return new Caught(cheat, message.strip(), status == 3);
        }
    }

    private Path saveProof(Dba.Victim victim, Bank bank, String name) {
        var file = demo.home().banks().resolve(name + ".tlog-proof");
        return demo.service()
                .saveProof(victim.recordId().toString(), demo.registry().token(bank.lenderId()), file);
    }

    private String verdictOf(Bank bank, Path bundle) {
        try (var child = demo.commands().verify(bank, bundle)) {
            var lines = child.remainingLines();
            child.exitStatus();
            return lines.isEmpty() ? child.endOfLog() : lines.getFirst().replaceAll("  .*", "");
        }
    }

    private Caught told(Caught caught) {
        demo.phases().say((caught.isCaught() ? "caught: " : "NOT CAUGHT: ") + caught.by());
        return caught;
    }

    private static Caught refusal(String cheat, SubmitOutcome outcome) {
        return switch (outcome) {
            case SubmitOutcome.Refused refused ->
                new Caught(cheat, "refused by the contract, " + refused.code() + ": " + refused.sentence(), true);
            case SubmitOutcome.Committed committed ->
                new Caught(cheat, "it was anchored in transaction " + committed.transactionId(), false);
            case SubmitOutcome.Unknown unknown ->
                new Caught(cheat, "the ledger did not say: " + unknown.detail(), false);
        };
    }

    private static void moveAndReplace(Path place, Path aside, Path replacement) {
        try {
            Files.move(place, aside);
            Files.move(replacement, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
