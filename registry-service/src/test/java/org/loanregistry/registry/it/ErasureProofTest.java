package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.SigningKeys;

/** What a bank's own tool says of a feed in which a record is erased, and of the proofs that the bank kept. */
class ErasureProofTest {
    private static final String CLOSED = ",\"closedAt\":\"2026-01-31\"";

    @TempDir
    private Path folder;

    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", CLOSED);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void every_proof_of_before_still_verifies_and_the_feeds_are_complete_with_the_record_erased() throws IOException {
        service.contract("A-2", "REF-2", CLOSED);
        anchor();
        var before = service.get(AccessService.BANK_B, "/api/v1/feed/entries");
        var bundle = Files.writeString(folder.resolve("before.tlog-proof"), proof(before, 0));
        erased();
        anchor();
        var run = verify(bundle);
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().startsWith("VERIFIED contract A-1"), run.output());
        for (var lender : List.of(AccessService.BANK_A, AccessService.BANK_B)) {
            var feed = feed(lender);
            assertEquals(0, feed.exitStatus(), feed.output());
            assertTrue(feed.output().contains("ERASED leaf 0, as the record at leaf "), feed.output());
            assertTrue(feed.output().contains("COMPLETE the feed of " + lender.organisation() + " has 3 entries"));
            assertTrue(feed.output().contains("3 records: 1 erased, 2 verified"), feed.output());
            var kept = verify(folder.resolve(lender.organisation()));
            assertEquals(0, kept.exitStatus(), kept.output());
            assertTrue(kept.output().contains("1 erased, 2 verified"), kept.output());
        }
        var gone = service.get(AccessService.BANK_B, "/api/v1/records/" + record(before, 0) + "/proof");
        assertEquals(410, gone.statusCode());
    }

    @Test
    void a_record_said_to_be_erased_without_an_erasure_that_names_it_is_withheld() {
        service.contract("A-2", "REF-2", CLOSED);
        erased();
        anchor();
        // The key of another borrower, thrown away: its record is shown with the erasure of the first.
        service.registry.asOwner("alter table subject_act disable trigger all; update subject_act set leaves ="
                + " (select leaf_hash from contract where contract_number = 'A-2'), subject_id ="
                + " (select subject_id from contract where contract_number = 'A-2') where feed = 'bank-b'");
        service.registry.asOwner("alter table subject_key disable trigger all; delete from subject_key");
        var feed = feed(AccessService.BANK_B);
        assertEquals(1, feed.exitStatus(), feed.output());
        assertTrue(
                feed.output().contains("said to be erased, but the erasure shown for it does not name it"),
                feed.output());
    }

    private void erased() {
        var asked = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""");
        assertEquals(201, asked.statusCode(), AccessService.text(asked));
        var request = ((Map<?, ?>) Objects.requireNonNull(Json.parse(asked.body()))).get("requestId");
        var decided = service.post(AccessService.DPO, "/api/v1/erasure-requests/" + request + "/decision", """
                {"decision":"GRANT","caseReference":"DPO-1"}""");
        assertEquals("ERASED", AccessService.json(decided).get("state"));
    }

    private void anchor() {
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger(LogName.RECORDS);
    }

    private JavaProcess.Ended verify(Path what) {
        return run("verify", what.toString());
    }

    /** Checks the lender's whole feed and keeps it. */
    private JavaProcess.Ended feed(Caller lender) {
        return run(
                "verify",
                service.uri().toString(),
                "--token",
                service.token(lender),
                "--lender",
                lender.organisation(),
                "--save",
                folder.resolve(lender.organisation()).toString());
    }

    private JavaProcess.Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--vkey");
        all.add(service.registry
                .bean(SigningKeys.class)
                .of(LogName.RECORDS)
                .verifierKey()
                .toText());
        return JavaProcess.run(folder.resolve("verifier.log"), JavaProcess.VERIFIER, all.toArray(String[]::new));
    }

    private static String proof(HttpResponse<byte[]> entries, int number) {
        return String.valueOf(line(entries, number).get("proof"));
    }

    private static String record(HttpResponse<byte[]> entries, int number) {
        return String.valueOf(line(entries, number).get("recordId"));
    }

    private static Map<?, ?> line(HttpResponse<byte[]> entries, int number) {
        return (Map<?, ?>)
                ((List<?>) Objects.requireNonNull(AccessService.json(entries).get("entries"))).get(number);
    }
}
