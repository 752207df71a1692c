package org.loanregistry.privacy.envelope;

import java.nio.ByteBuffer;
import org.loanregistry.privacy.key.Lp16;

/**
 * Where a sealed cell stands. It is authenticated with the cell, so that bytes copied to another row, column or tenant,
 * or back from an earlier row version, do not open. Each text has 1 to 65,535 UTF-8 bytes.
 *
 * @param tenant the lender whose borrower it is
 * @param table the table's name
 * @param rowId the row's key as text
 * @param column the column's name
 * @param schemaVersion the version of the table's layout, from 0
 * @param rowVersion the version of the row, from 1
 */
public record CellAddress(
        String tenant, String table, String rowId, String column, int schemaVersion, long rowVersion) {

    /** Refuses empty and overlong texts, and numbers below their bounds. */
    public CellAddress {
        if (schemaVersion < 0 || rowVersion < 1) {
            throw new IllegalArgumentException(
                    "schema version " + schemaVersion + " (want >= 0), row version " + rowVersion + " (want >= 1)");
        }
        Lp16.of(tenant);
        Lp16.of(table);
        Lp16.of(rowId);
        Lp16.of(column);
    }

    /** {@code lp16 tenant || lp16 table || lp16 rowId || lp16 column || u32 schemaVersion || u64 rowVersion}. */
    byte[] toBytes() {
        byte[][] texts = {Lp16.of(tenant), Lp16.of(table), Lp16.of(rowId), Lp16.of(column)};
        int length = Integer.BYTES + Long.BYTES;
        for (byte[] text : texts) {
            length += text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            bytes.put(text);
        }
        return bytes.putInt(schemaVersion).putLong(rowVersion).array();
    }
}
