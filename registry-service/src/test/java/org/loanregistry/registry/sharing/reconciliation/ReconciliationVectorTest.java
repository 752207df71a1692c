package org.loanregistry.registry.sharing.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.registry.sharing.reconciliation.Statement.Confirmation;
import org.loanregistry.registry.sharing.reconciliation.Statement.Party;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** The golden value of docs/formats.md, section 19, which was computed there by another program. */
class ReconciliationVectorTest {
    private static final String LEAF_DATA =
            "4c52523101b22efd9700f3b502ec695adc40cbfbe3dc8f8b7bda225ca8a6cfdc2ab8b6c5d4613d51dda8684b5ee9b33da812d0c6b763de589e450d4b195f22df0b3f41e03d";

    private static Hash filled(int value) {
        byte[] bytes = new byte[Hash.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return Hash.of(bytes);
    }

    @Test
    void the_leaf_of_a_statement_that_both_sides_confirmed() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        Map<Cause, Integer> counts = new EnumMap<>(Map.of(
                Cause.AMOUNT, 1,
                Cause.DATE, 2,
                Cause.MISSING_AT_BANK, 3,
                Cause.MISSING_AT_REGISTRY, 4,
                Cause.ROUNDING, 5,
                Cause.VERSION, 6));
        var statement = new Statement(
                UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
                "bank-a",
                LocalDate.of(2023, 10, 31),
                filled(0x22),
                100,
                99,
                90,
                counts,
                filled(0x33),
                "lender:bank-a",
                Instant.parse("2023-11-01T08:00:00Z"),
                false,
                List.of(
                        new Confirmation(Party.LENDER, "bank-a", Instant.ofEpochSecond(1_699_999_999)),
                        new Confirmation(Party.OPERATOR, "registry-operator", Instant.ofEpochSecond(1_700_000_000))),
                null);
        var entry = new ReconciliationBook.Entry(
                UUID.randomUUID(), 1_700_000_000L, ReconciliationBook.text(statement.confirmations()), statement);
        try (var registry = TestRegistry.create()) {
            var leaf = ReconciliationBook.commitment(registry.bean(RecordSchemas.class), RecordKey.of(key), entry);
            assertEquals(LEAF_DATA, HexFormat.of().formatHex(leaf.leafData()));
        }
    }
}
