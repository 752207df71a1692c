package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwtException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code disclosure}: fields of a record that a holder presents to somebody who is no bank of the registry. */
@Command(
        name = "disclosure",
        mixinStandardHelpOptions = true,
        description = {
            "Verify a selective disclosure (SD-JWT, RFC 9901) that a holder presents: signature, disclosures, key binding, audience,"
                    + " expiry, and the record's place in the log; and say whether the record was corrected since.",
            "Exit status: 0 accepted, and nothing says that it was changed; 1 refused, or changed since; 2 unreadable input, usage,"
                    + " or the service or the peer does not answer."
        })
final class DisclosureCommand implements Callable<Integer> {
    private static final String PROOF_ENDING = ".tlog-proof";

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Option(
            names = "--issuer-key",
            required = true,
            paramLabel = "JWK|@FILE",
            description = "The public key that signs disclosures, pinned; with @, the file that holds it.")
    private String issuerKey = "";

    @Option(names = "--audience", required = true, description = "Who you are, as the disclosure must say.")
    private String audience = "";

    @Option(names = "--nonce", required = true, description = "What you asked the holder to sign.")
    private String nonce = "";

    @Option(
            names = "--proof",
            paramLabel = "PROOF",
            description = "The record's place in the log (default: FILE" + PROOF_ENDING + ", or from --service).")
    private @Nullable Path proof;

    @Option(
            names = "--service",
            paramLabel = "URL",
            description = "The registry's service, asked for what was not given: proof and statement.")
    private @Nullable URI service;

    @Option(
            names = "--status",
            paramLabel = "FILE",
            description = "The registry's signed statement on what became of the record, from the status address.")
    private @Nullable Path status;

    @Option(
            names = "--history",
            paramLabel = "FILE|DIR",
            description = "Bundles of later records, in which a correction would stand.")
    private @Nullable Path history;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "What the holder presents: the SD-JWT with its key binding.")
    private Path file = Path.of("");

    DisclosureCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        if (!peer.isGiven()) {
            return verify(key, HistoryCheck.NONE);
        }
        try (AnchorLedger ledger = peer.connect()) {
            return verify(key, new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock));
        }
    }

    private int verify(VerifierKey key, HistoryCheck heads) {
        PublicJwk issuer = issuer();
        var check = new PresentationCheck(issuer, key, PackedSchemas.load(), heads, clock);
        String text = read(file);
        var verdict = check.check(text, audience, nonce, proof(check, text));
        Standing standing = verdict instanceof PresentationVerdict.Accepted accepted
                ? standing(accepted.token(), issuer, new BundleVerifier(key, PackedSchemas.load(), heads))
                : new Standing.NotAsked();
        print(verdict, standing);
        return switch (verdict) {
            case PresentationVerdict.Accepted _ -> standing.isGood() ? Tally.ALL_VERIFIED : Tally.NOT_VERIFIED;
            case PresentationVerdict.Refused(var why, var _) ->
                why == PresentationVerdict.Why.UNREADABLE ? Tally.UNREADABLE : Tally.NOT_VERIFIED;
        };
    }

    private PublicJwk issuer() {
        try {
            return PublicJwk.parse(TextOrFile.read(command, issuerKey));
        } catch (SdJwtException e) {
            throw new ParameterException(command.commandLine(), "--issuer-key: " + e.getMessage(), e);
        }
    }

    private String proof(PresentationCheck check, String text) {
        Path beside = Path.of(file + PROOF_ENDING);
        if (proof != null) {
            return read(proof);
        }
        if (Files.exists(beside)) {
            return read(beside);
        }
        if (service == null) {
            throw new ParameterException(
                    command.commandLine(), "no proof: give --proof or --service, or lay it beside as " + beside);
        }
        return ask(service, check.token(text), "/proof", "text/plain");
    }

    private Standing standing(RecordToken token, PublicJwk issuer, BundleVerifier bundles) {
        if (history != null) {
            List<Verdict> verdicts = BundleFiles.find(List.of(history)).stream()
                    .map(bundle -> BundleFiles.judge(bundle, bundles))
                    .toList();
            Standing shown = Standing.shown(verdicts, token);
            if (!shown.isGood() || (status == null && service == null)) {
                return shown;
            }
        }
        if (status != null) {
            return Standing.said(read(status), token, issuer, clock);
        }
        return service == null
                ? new Standing.NotAsked()
                : Standing.said(ask(service, token, "/status", "application/jwt"), token, issuer, clock);
    }

    private static String ask(URI service, RecordToken token, String what, String type) {
        try (ServiceHttp http = new ServiceHttp(service, "")) {
            return new String(http.get("/api/v1/disclosures/" + token.id() + what, type), UTF_8);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private void print(PresentationVerdict verdict, Standing standing) {
        var out = command.commandLine().getOut();
        if (json) {
            out.println(CanonicalJson.write(tree(verdict, standing)));
        } else {
            switch (verdict) {
                case PresentationVerdict.Accepted accepted -> {
                    out.println("ACCEPTED " + accepted.schema() + ", leaf " + accepted.leafIndex() + " of "
                            + accepted.checkpoint().treeSize() + ", for "
                            + accepted.token().purpose() + ", good until "
                            + Instant.ofEpochSecond(accepted.token().expiresAt()) + "  " + file);
                    PresentationCheck.lines(accepted.fields()).forEach(line -> out.println("    " + line));
                    out.println(standing.text());
                    out.println(peer.isGiven() ? VerifyCommand.WITH_PEER : VerifyCommand.OFFLINE);
                }
                case PresentationVerdict.Refused(var why, String detail) ->
                    out.println(why + " " + detail + "  " + file);
            }
        }
        out.flush();
    }

    private static Map<String, Object> tree(PresentationVerdict verdict, Standing standing) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (verdict) {
            case PresentationVerdict.Accepted accepted -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                accepted.fields().forEach((name, value) -> fields.put(name, value.display()));
                tree.put("verdict", "ACCEPTED");
                tree.put("schema", accepted.schema());
                tree.put("fields", fields);
                tree.put("leafIndex", accepted.leafIndex());
                tree.put("treeSize", accepted.checkpoint().treeSize());
                tree.put("purpose", accepted.token().purpose());
                tree.put("expiresAt", accepted.token().expiresAt());
                tree.put("isUnchanged", standing.isGood() && !(standing instanceof Standing.NotAsked));
                tree.put("standing", standing.text());
            }
            case PresentationVerdict.Refused(var why, String detail) -> {
                tree.put("verdict", why.name());
                tree.put("detail", detail);
            }
        }
        return tree;
    }
}
