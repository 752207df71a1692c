package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.RECEIPT_BATCH;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.note.BatchReceipt;

/** The receipts given out, one row a batch. */
final class ReceiptStore {
    void insert(Transaction tx, LogName log, byte[] batchId, BatchReceipt receipt, String note) {
        tx.dsl()
                .insertInto(
                        RECEIPT_BATCH,
                        RECEIPT_BATCH.BATCH_ID,
                        RECEIPT_BATCH.LOG_ID,
                        RECEIPT_BATCH.EVENT_COUNT,
                        RECEIPT_BATCH.NOTE,
                        RECEIPT_BATCH.ISSUED_AT,
                        RECEIPT_BATCH.DEADLINE_AT)
                .values(
                        batchId,
                        log.id(),
                        Math.toIntExact(receipt.count()),
                        note,
                        utc(receipt.issued()),
                        utc(receipt.deadline()))
                .execute();
    }

    private static OffsetDateTime utc(long epochSeconds) {
        return Instant.ofEpochSecond(epochSeconds).atOffset(ZoneOffset.UTC);
    }
}
