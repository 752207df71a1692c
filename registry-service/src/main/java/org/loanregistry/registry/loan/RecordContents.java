package org.loanregistry.registry.loan;

import java.util.Map;
import java.util.UUID;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordKey;

/**
 * A record as the rows hold it now, ready to be committed to again or disclosed field by field.
 *
 * @param recordId the record version's id
 * @param schemaId docs/schemas/records.txt
 * @param rowVersion from 1
 * @param epochSeconds when it was recorded
 * @param key its secret
 * @param values by field id; absent ones are left out
 */
public record RecordContents(
        UUID recordId,
        int schemaId,
        int rowVersion,
        long epochSeconds,
        RecordKey key,
        Map<Integer, FieldValue> values) {
    /** Copies the values. */
    public RecordContents {
        values = Map.copyOf(values);
    }
}
