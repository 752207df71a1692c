package org.loanregistry.registry.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** The golden values of docs/formats.md, section 18, which were computed there by another program. */
class ActVectorTest {
    private static final String RECORDS_ROOT = "MleCQdRB6bJwE8dkTIGkl5c7eF6uCM/emo35YfxSWOk=";
    private static final String LEAF_DATA =
            "4c525231018615eb3c33d5cff6248cc40d29136c26bc0199e4b7b820e34f09b57a852763de6d16a9d9285681adc8b9d9d4a5484c9ff81283ac5762f464173d3d47b8845622";

    private static final List<Hash> LEAVES = IntStream.range(0, 3)
            .mapToObj(i -> Hash.of(Sha256.of(new byte[] {(byte) i})))
            .sorted()
            .toList();

    @Test
    void the_root_of_what_an_erasure_names() {
        assertEquals(RECORDS_ROOT, Erasures.tree(LEAVES).root().toBase64());
    }

    @Test
    void the_leaf_of_an_erasure() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        String body = "{\"caseReference\":\"CASE-1\",\"decidedBy\":\"dpo:registry-dpo\",\"kekGeneration\":1,\"kid\":\""
                + "11".repeat(32)
                + "\",\"reason\":\"PURPOSE_FULFILLED\",\"recordCount\":3,\"recordsRoot\":\""
                + RECORDS_ROOT
                + "\",\"requestedBy\":\"lender:bank-a\"}";
        assertEquals(body, CanonicalJson.write(CanonicalJson.parse(body)));
        var act = new SubjectAct(
                UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "bank-a",
                "0".repeat(32),
                ActKind.ERASED,
                UUID.fromString("bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb"),
                "bank-b",
                body,
                LEAVES,
                "registry",
                1_700_000_000L,
                new byte[0],
                Hash.of(new byte[Hash.LENGTH]));
        try (var registry = TestRegistry.create()) {
            var leaf = ActBook.commitment(registry.bean(RecordSchemas.class), RecordKey.of(key), act);
            assertEquals(LEAF_DATA, HexFormat.of().formatHex(leaf.leafData()));
        }
    }
}
