package org.loanregistry.registry.loan;

import java.security.SecureRandom;
import java.util.Arrays;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.transparency.record.RecordKey;

/** Draws record keys and seals each under its borrower's key, for exactly one row: erasing the borrower erases them. */
final class RecordKeySeal {
    private static final int SCHEMA_VERSION = 1;

    private final FieldSealer sealer;
    private final SecureRandom random;

    RecordKeySeal(FieldSealer sealer, SecureRandom random) {
        this.sealer = sealer;
        this.random = random;
    }

    RecordKey draw() {
        return RecordKey.random(random);
    }

    byte[] seal(DataKey key, String table, Stamp stamp, RecordKey recordKey) {
        byte[] plain = recordKey.toBytes();
        try {
            return sealer.seal(key, cell(key, table, stamp), DataClass.C2, false, plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    RecordKey open(DataKey key, String table, Stamp stamp, byte[] sealed) {
        byte[] plain = sealer.open(key, cell(key, table, stamp), sealed);
        try {
            return RecordKey.of(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static CellAddress cell(DataKey key, String table, Stamp stamp) {
        return new CellAddress(
                key.tenant(),
                table,
                stamp.recordId().toString(),
                "sealed_record_key",
                SCHEMA_VERSION,
                stamp.rowVersion());
    }
}
