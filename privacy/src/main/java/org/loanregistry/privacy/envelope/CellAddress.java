package org.loanregistry.privacy.envelope;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.loanregistry.privacy.key.Lp16;

/**
 * Where a sealed cell stands. It is authenticated with the cell, so that bytes copied to another row, column or tenant,
 * or back from an earlier row version, do not open. It is encoded once, when it is made.
 */
public final class CellAddress {
    private final String tenant;
    private final byte[] bytes;

    /**
     * Each text has 1 to 65,535 UTF-8 bytes.
     *
     * @param tenant the lender whose borrower it is
     * @param table the table's name
     * @param rowId the row's key as text
     * @param column the column's name
     * @param schemaVersion the version of the table's layout, from 0
     * @param rowVersion the version of the row, from 1
     * @throws IllegalArgumentException for an empty or overlong text, or a number below its bound
     */
    public CellAddress(String tenant, String table, String rowId, String column, int schemaVersion, long rowVersion) {
        if (schemaVersion < 0 || rowVersion < 1) {
            throw new IllegalArgumentException(
                    "schema version " + schemaVersion + " (want >= 0), row version " + rowVersion + " (want >= 1)");
        }
        this.tenant = tenant;
        byte[][] texts = {Lp16.of(tenant), Lp16.of(table), Lp16.of(rowId), Lp16.of(column)};
        int length = Integer.BYTES + Long.BYTES;
        for (byte[] text : texts) {
            length += text.length;
        }
        this.bytes = ByteBuffer.allocate(length)
                .put(texts[0])
                .put(texts[1])
                .put(texts[2])
                .put(texts[3])
                .putInt(schemaVersion)
                .putLong(rowVersion)
                .array();
    }

    /** The tenant whose cell it is. */
    public String tenant() {
        return tenant;
    }

    /** {@code lp16 tenant || lp16 table || lp16 rowId || lp16 column || u32 schemaVersion || u64 rowVersion}; not a copy. */
    byte[] toBytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Shows the tenant only: a row's key may be a person's. */
    @Override
    public String toString() {
        return "CellAddress[" + tenant + "]";
    }
}
