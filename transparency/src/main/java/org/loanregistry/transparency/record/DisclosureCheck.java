package org.loanregistry.transparency.record;

import java.util.Map;

/** What re-hashing a disclosure up to its leaf said. */
public sealed interface DisclosureCheck {
    /** Every disclosed field is what the leaf commits to; values by field id. */
    record Matches(RecordSchema schema, Map<Integer, FieldValue> values) implements DisclosureCheck {
        /** Copies the values. */
        public Matches {
            values = Map.copyOf(values);
        }
    }

    /** Something is not what the leaf commits to; {@code what} is the first found, as "header" or "field amountMinor". */
    record Altered(String what) implements DisclosureCheck {}

    /** The reader does not know the schema, so nothing was checked. */
    record UnknownSchema(int schemaId) implements DisclosureCheck {}
}
