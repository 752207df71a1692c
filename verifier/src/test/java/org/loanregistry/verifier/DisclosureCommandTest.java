package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.sdjwt.FieldClaim;
import org.loanregistry.transparency.sdjwt.Jws;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwt;
import org.loanregistry.transparency.tree.TreeHash;

/** What the verifier says of a disclosure that somebody presents: each wrong one is refused and named. */
class DisclosureCommandTest {
    private static final long NOW = Presenter.ISSUED + 30;

    private final Presenter one = new Presenter();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long now = NOW;
    private String audience = Presenter.AUDIENCE;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int run(String presented, String proof, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("presented.sd-jwt"), presented + "\n");
        Files.writeString(folder.resolve("presented.sd-jwt.tlog-proof"), proof);
        List<String> arguments = new ArrayList<>(List.of(
                "disclosure",
                file.toString(),
                "--audience",
                audience,
                "--nonce",
                Presenter.NONCE,
                "--issuer-key",
                one.issuer.jwk().toString(),
                "--vkey",
                one.log.verifierKey().toText()));
        arguments.addAll(List.of(more));
        return VerifierMain.commandLine(() -> Instant.ofEpochSecond(now))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private void assertRefused(String why, String presented) throws IOException {
        assertEquals(1, run(presented, one.proof()), out.toString() + err);
        assertTrue(out.toString().startsWith(why + " "), out.toString());
        assertFalse(out.toString().contains("10000"), "nothing of what is refused is shown: " + out);
    }

    private String presented(FieldClaim... shown) {
        return one.presented(
                one.issued(one.issuer, one.amount, one.number), one.holder, Presenter.AUDIENCE, Presenter.NONCE, shown);
    }

    @Test
    void a_good_one_is_accepted_with_the_fields_shown_and_no_other() throws IOException {
        assertEquals(0, run(one.good(), one.proof()), out.toString() + err);
        assertTrue(
                out.toString().startsWith("ACCEPTED contract/1, leaf 1 of 2, for VERIFICATION, good until "),
                out.toString());
        assertTrue(out.toString().contains("    principalMinor = 10000\n"), out.toString());
        assertFalse(out.toString().contains("A-1"), out.toString());
        assertTrue(out.toString().contains("Not asked: whether the record was corrected"), out.toString());
    }

    @Test
    void as_json_for_a_program() throws IOException {
        assertEquals(0, run(presented(one.number, one.amount), one.proof(), "--json"), out.toString() + err);
        var line = (Map<?, ?>) CanonicalJson.parse(out.toString());
        assertEquals("ACCEPTED", line.get("verdict"));
        assertEquals(Map.of("contractNumber", "A-1", "principalMinor", "10000"), line.get("fields"));
        assertEquals(false, line.get("isUnchanged"), "nobody was asked");
    }

    @Test
    void nothing_shown_is_fine_too() throws IOException {
        assertEquals(0, run(presented(), one.proof()), out.toString() + err);
    }

    @Test
    void a_tampered_disclosure() throws IOException {
        var raised = new FieldClaim(one.amount.salt(), "principalMinor", 20_000L);
        assertRefused("ALTERED_DISCLOSURE", presented(raised));
    }

    @Test
    void a_disclosure_left_out_after_the_holder_signed() throws IOException {
        var whole = SdJwt.parse(presented(one.number, one.amount));
        assertRefused(
                "ALTERED_DISCLOSURE",
                new SdJwt(whole.issued(), whole.disclosures().subList(1, 2), whole.keyBinding()).toText());
    }

    @Test
    void a_disclosure_that_stands_twice() throws IOException {
        assertRefused("ALTERED_DISCLOSURE", presented(one.amount, one.amount));
    }

    @Test
    void another_audience_of_the_registry_or_of_the_holder() throws IOException {
        assertRefused(
                "OTHER_AUDIENCE",
                one.presented(
                        one.issued(one.issuer, one.amount),
                        one.holder,
                        "https://shop.example",
                        Presenter.NONCE,
                        one.amount));
        out.getBuffer().setLength(0);
        audience = "https://shop.example";
        assertRefused("OTHER_AUDIENCE", one.good());
    }

    @Test
    void one_whose_time_is_over_or_not_yet_come() throws IOException {
        now = Presenter.ISSUED + 3_600;
        assertRefused("EXPIRED", one.good());
        out.getBuffer().setLength(0);
        now = Presenter.ISSUED - 120;
        assertRefused("NOT_YET", one.good());
    }

    @Test
    void one_presented_before_to_another_nonce() throws IOException {
        assertRefused(
                "OTHER_NONCE",
                one.presented(
                        one.issued(one.issuer, one.amount),
                        one.holder,
                        Presenter.AUDIENCE,
                        "n-of-yesterday",
                        one.amount));
    }

    @Test
    void a_bare_copy_without_key_binding() throws IOException {
        var bound = SdJwt.parse(one.good());
        assertRefused("NO_KEY_BINDING", new SdJwt(bound.issued(), bound.disclosures(), null).toText());
    }

    @Test
    void one_bound_by_another_holders_key() throws IOException {
        assertRefused(
                "OTHER_HOLDER",
                one.presented(
                        one.issued(one.issuer, one.amount),
                        Presenter.Pair.make(),
                        Presenter.AUDIENCE,
                        Presenter.NONCE,
                        one.amount));
    }

    @Test
    void a_field_that_the_leaf_does_not_commit_to_though_the_registry_signed_it() throws IOException {
        var raised = new FieldClaim(one.amount.salt(), "principalMinor", 20_000L);
        String issued = one.issued(one.issuer, raised);
        assertRefused("ALTERED_LEAF", one.presented(issued, one.holder, Presenter.AUDIENCE, Presenter.NONCE, raised));
        out.getBuffer().setLength(0);
        var unknown = new FieldClaim(one.amount.salt(), "favouriteColour", "red");
        assertRefused(
                "ALTERED_LEAF",
                one.presented(
                        one.issued(one.issuer, unknown), one.holder, Presenter.AUDIENCE, Presenter.NONCE, unknown));
    }

    @Test
    void one_signed_by_another_key_or_under_another_type() throws IOException {
        assertRefused(
                "OTHER_ISSUER",
                one.presented(
                        one.issued(Presenter.Pair.make(), one.amount),
                        one.holder,
                        Presenter.AUDIENCE,
                        Presenter.NONCE,
                        one.amount));
        out.getBuffer().setLength(0);
        var payload = Jws.parse(SdJwt.parse(one.good()).issued()).payload();
        var claims = new HashMap<String, @Nullable Object>();
        payload.forEach((name, value) -> claims.put(String.valueOf(name), value));
        assertRefused(
                "OTHER_ISSUER",
                one.presented(
                        one.issuer.jwt(RecordToken.STATUS_TYPE, claims),
                        one.holder,
                        Presenter.AUDIENCE,
                        Presenter.NONCE,
                        one.amount));
    }

    @Test
    void a_header_that_names_no_algorithm_is_not_obeyed() throws IOException {
        var payload = Jws.parse(SdJwt.parse(one.good()).issued()).payload();
        var claims = new HashMap<String, @Nullable Object>();
        payload.forEach((name, value) -> claims.put(String.valueOf(name), value));
        String unsigned = Jws.sign(Map.of("alg", "none", "typ", RecordToken.TYPE), claims, _ -> new byte[0]);
        assertRefused(
                "OTHER_ISSUER", one.presented(unsigned, one.holder, Presenter.AUDIENCE, Presenter.NONCE, one.amount));
    }

    @Test
    void a_proof_of_another_leaf_or_another_log() throws IOException {
        assertEquals(1, run(one.good(), one.proof(TreeHash.leaf(new byte[] {2}))), err.toString());
        assertTrue(out.toString().startsWith("NOT_IN_LOG "), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(1, run(one.good(), new Presenter().proof(one.record.leafHash())), err.toString());
        assertTrue(out.toString().startsWith("NOT_IN_LOG checkpoint: no valid signature"), out.toString());
    }

    @Test
    void what_is_no_disclosure_is_unreadable() throws IOException {
        for (String text : List.of("", "x", "~", "a.b.c~", "a.b.c~~", one.good().replace("~", "~!"))) {
            out.getBuffer().setLength(0);
            assertTrue(List.of(1, 2).contains(run(text, one.proof())), text + out + err);
            assertFalse(out.toString().contains("ACCEPTED"), out.toString());
        }
        assertEquals(2, run(one.good(), "no proof"));
        assertEquals(2, run(one.good(), one.proof(), "--issuer-key", "{\"kty\":\"RSA\"}"));
    }

    private int withStatus(Presenter.Pair by, Map<String, Object> claims) throws IOException {
        out.getBuffer().setLength(0);
        Path status = Files.writeString(folder.resolve("status.jwt"), by.jwt(RecordToken.STATUS_TYPE, claims));
        return run(one.good(), one.proof(), "--status", status.toString());
    }

    private Map<String, Object> status(String name, Object value) {
        Map<String, Object> status = new HashMap<>(one.status());
        status.put(name, value);
        return status;
    }

    @Test
    void the_registrys_statement_says_whether_the_record_still_stands() throws IOException {
        assertEquals(0, withStatus(one.issuer, one.status()), out.toString() + err);
        assertTrue(out.toString().contains("CURRENT: no correction, annotation or erasure"), out.toString());
        assertEquals(1, withStatus(one.issuer, status("corrections", List.of(Map.of("withdrawn", false)))));
        assertTrue(out.toString().contains("\nCORRECTED since, says the registry at "), out.toString());
        assertTrue(out.toString().contains("principalMinor = 10000"), "what was true of the leaf stays shown");
        assertEquals(1, withStatus(one.issuer, status("corrections", List.of(Map.of("withdrawn", true)))));
        assertTrue(out.toString().contains("\nWITHDRAWN since"), out.toString());
        assertEquals(1, withStatus(one.issuer, status("annotated", true)));
        assertTrue(out.toString().contains("\nANNOTATED since"), out.toString());
        assertEquals(1, withStatus(one.issuer, status("erased", true)));
        assertTrue(out.toString().contains("\nERASED since"), out.toString());
    }

    @Test
    void a_statement_of_another_disclosure_key_or_day_proves_nothing() throws IOException {
        for (int status : List.of(
                withStatus(Presenter.Pair.make(), one.status()),
                withStatus(one.issuer, status("sub", "other")),
                withStatus(one.issuer, status("logLeaf", "AAAA")),
                withStatus(one.issuer, status("iat", NOW - 100_000)))) {
            assertEquals(1, status);
            assertTrue(out.toString().contains("NOT PROVED whether it was corrected"), out.toString());
        }
    }
}
