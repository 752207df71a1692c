package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.SigningKeys;

/** What a bank's own tool says of a feed whose records are shown as its share agreements say, and of a service that claims one. */
class AgreementProofTest {
    @TempDir
    private Path folder;

    private AccessService service;
    private String path;

    @BeforeEach
    void record() {
        service = new AccessService();
        service.contract("A-1", "REF-1");
        service.contract("A-2", "REF-2");
        path = "/api/v1/contracts/"
                + AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts?number=A-1"))
                        .get("contractId")
                + "/share-agreements/bank-b";
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void post(String path, String body) {
        var answer = service.post(AccessService.BANK_A, path, body);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
    }

    private void agree(int version) {
        post(path, """
                {"version":%d,"fields":["status"],"purposes":["VERIFICATION"],"caseReference":"DEAL-1"}""".formatted(version));
    }

    private void revoke(int version) {
        post(path + "/revocation", "{\"version\":" + version + ",\"caseReference\":\"DEAL-2\"}");
    }

    /** What the tool says of bank-b's feed as the service shows it now, all anchored. */
    private JavaProcess.Ended feed() {
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger(LogName.RECORDS);
        return run(
                service.uri().toString(),
                "--token",
                service.token(AccessService.BANK_B),
                "--lender",
                "bank-b",
                "--state",
                folder.resolve("state").toString(),
                "--save",
                folder.resolve("kept").toString());
    }

    private JavaProcess.Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(arguments));
        all.add("--vkey");
        all.add(service.registry
                .bean(SigningKeys.class)
                .of(LogName.RECORDS)
                .verifierKey()
                .toText());
        return JavaProcess.run(folder.resolve("verifier.log"), JavaProcess.VERIFIER, all.toArray(String[]::new));
    }

    private static void assertSaid(JavaProcess.Ended run, int status, String... texts) {
        assertEquals(status, run.exitStatus(), run.output());
        for (String text : texts) {
            assertTrue(run.output().contains(text), text + " in " + run.output());
        }
    }

    @Test
    void a_feed_is_complete_before_under_and_after_an_agreement_with_what_ended_named() {
        assertSaid(feed(), 0, "COMPLETE", "2 records: 2 verified");
        agree(0);
        assertSaid(feed(), 0, "COMPLETE", "3 records: 3 verified");
        revoke(1);
        assertSaid(
                feed(),
                0,
                "NO_LONGER_DISCLOSED leaf 0, agreement ended on ",
                "It extends the head of",
                "COMPLETE the feed of bank-b has 4 entries",
                "1 no longer disclosed, 3 verified");
        assertSaid(run(folder.resolve("kept").toString()), 0, "1 no longer disclosed, 3 verified");
    }

    @Test
    void rows_that_say_what_no_record_says_are_caught() {
        agree(0);
        revoke(1);
        assertSaid(feed(), 0, "COMPLETE");
        service.registry.asOwner("alter table share_agreement disable trigger all");
        // The revocation now of the other contract, whose records the service then keeps back.
        service.registry.asOwner("update share_agreement set version = 1, previous_leaf = null, contract_id ="
                + " (select contract_id from contract where contract_number = 'A-2') where act = 'REVOKED'");
        assertSaid(feed(), 1, "WITHHELD feed entry 1", "shown in part, but the agreement shown for it is not one that");
    }

    @Test
    void a_revocation_before_its_record_is_anchored_is_a_claim_without_proof() {
        assertSaid(feed(), 0, "COMPLETE");
        revoke(0);
        var run = run(service.uri().toString(), "--token", service.token(AccessService.BANK_B), "--lender", "bank-b");
        assertSaid(run, 1, "is not shown, and no agreement that leaves it out");
    }
}
