package org.loanregistry.registry.sharing.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** The golden values of docs/formats.md, section 22, which were computed there by another program. */
class AgreementVectorTest {
    private static final HexFormat HEX = HexFormat.of();

    private static Map<?, ?> object(@Nullable Object tree) {
        return (Map<?, ?>) Objects.requireNonNull(tree);
    }

    private static List<String> texts(@Nullable Object tree) {
        return tree == null
                ? List.of()
                : ((List<?>) tree).stream().map(String::valueOf).toList();
    }

    private static Agreement agreement(Map<?, ?> one, Agreement.Act act, @Nullable Hash previous) {
        Object until = one.get("until");
        return new Agreement(
                UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
                "bank-b",
                previous == null ? 1 : 2,
                UUID.randomUUID(),
                act,
                texts(one.get("fields")),
                texts(one.get("purposes")),
                "{}",
                LocalDate.parse(String.valueOf(one.get("from"))),
                until == null ? null : LocalDate.parse(String.valueOf(until)),
                String.valueOf(one.get("caseReference")),
                "lender:bank-a",
                (Long) Objects.requireNonNull(one.get("epochSeconds")),
                previous);
    }

    @Test
    void the_leaves_of_an_agreement_and_of_its_revocation() throws IOException {
        Path file = Path.of(System.getProperty("loanreg.root", ".."), "vectors/spec/share_agreement_kat.json");
        Map<?, ?> kat = object(CanonicalJson.parse(Files.readString(file)));
        byte[] key = HEX.parseHex(String.valueOf(kat.get("recordKey")));
        Map<?, ?> agreed = object(kat.get("agreed"));
        Map<?, ?> revoked = object(kat.get("revoked"));
        try (var registry = TestRegistry.create()) {
            var schemas = registry.bean(RecordSchemas.class);
            var first =
                    AgreementBook.commitment(schemas, RecordKey.of(key), agreement(agreed, Agreement.Act.AGREED, null));
            assertEquals(agreed.get("leafData"), HEX.formatHex(first.leafData()));
            var second = AgreementBook.commitment(
                    schemas, RecordKey.of(key), agreement(revoked, Agreement.Act.REVOKED, first.leafHash()));
            assertEquals(revoked.get("leafData"), HEX.formatHex(second.leafData()));
        }
    }
}
