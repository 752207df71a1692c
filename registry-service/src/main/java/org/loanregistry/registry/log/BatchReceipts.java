package org.loanregistry.registry.log;

import java.util.List;

/**
 * The receipt of one recorded batch.
 *
 * @param note docs/formats.md 5, signed by the log's key
 * @param events one part an event, in the order of recording
 */
public record BatchReceipts(String note, List<EventReceipt> events) {
    /** Copies the parts. */
    public BatchReceipts {
        events = List.copyOf(events);
    }
}
