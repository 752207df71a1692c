package org.loanregistry.registry.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.RecordBook;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.RegistryVault;
import org.loanregistry.transparency.record.RecordSchemas;

/**
 * Whoever has the true identity, every other value of the record, the whole database, the log and the proofs that were handed out
 * tries to show that a leaf or a token is this person's. Given the right key the same attack succeeds, so that it is one; after an
 * erasure it fails, even with the keys that are left.
 */
class ConfirmationAttackTest {
    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-CONFIRM-1", ",\"closedAt\":\"2026-01-31\"");
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RecordContents record(UUID person) {
        var loans = service.registry.bean(BorrowerLoans.class);
        return service.registry
                .bean(Database.class)
                .read(tx -> service.registry
                        .bean(RecordBook.class)
                        .read(tx, loans.leaves(tx, person).keySet())
                        .getFirst());
    }

    private byte[] tenantSecret() {
        String sealed = service.registry
                .texts("select encode(sealed_secret, 'hex') from tenant_secret where tenant = 'bank-a'")
                .getFirst();
        return service.registry
                .bean(RegistryVault.class)
                .open("tenant_secret", "bank-a", "sealed_secret", HexFormat.of().parseHex(sealed));
    }

    private ConfirmationAttack attack(RecordContents record, String proofs) {
        var schema = service.registry.bean(RecordSchemas.class).require(record.schemaId());
        var attack = new ConfirmationAttack(
                schema,
                record,
                Map.of("name", "Zhang San", "nationalId", "11010519491231002X", "mobile", "13912345678"));
        attack.take(proofs.getBytes(UTF_8));
        service.registry
                .texts("select table_name from information_schema.tables where table_schema = 'public'")
                .forEach(table -> service.registry
                        .texts("select t::text from \"" + table + "\" t")
                        .forEach(attack::takeRow));
        return attack;
    }

    private void erase() {
        var asked = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""");
        var id = ((Map<?, ?>) Objects.requireNonNull(Json.parse(asked.body()))).get("requestId");
        var done = service.post(AccessService.DPO, "/api/v1/erasure-requests/" + id + "/decision", """
                {"decision":"GRANT","caseReference":"DPO-1"}""");
        assertEquals("ERASED", AccessService.json(done).get("state"));
    }

    @Test
    void after_an_erasure_no_leaf_and_no_token_is_confirmed_by_the_true_identity() {
        String proofs = AccessService.text(service.get(AccessService.BANK_A, "/api/v1/feed/entries"));
        var record = record(UUID.fromString(subject));
        byte[] recordKey = record.key().toBytes();
        byte[] secret = tenantSecret();

        var before = attack(record, proofs);
        assertEquals(Set.of(), before.confirmed(List.of()), "the database alone confirms nothing, ever");
        assertEquals(Set.of("leaf"), before.confirmed(List.of(recordKey)), "with the record's key it is an attack");
        assertEquals(
                Set.of("token of mobile", "token of nationalId"),
                before.confirmed(List.of(secret)),
                "with the tenant's secret it is an attack");

        erase();
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger();

        var after = attack(record, proofs);
        assertTrue(after.size() > 5_000, "there is something to try: " + after.size());
        assertEquals(Set.of(), after.confirmed(List.of()));
        assertEquals(Set.of(), after.confirmed(List.of(secret)), "nor with the tenant's secret, which is left");
    }
}
