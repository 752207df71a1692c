package org.loanregistry.transparency.record;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What re-hashing a disclosure up to its leaf said. */
public sealed interface DisclosureCheck {
    /** Every disclosed field is what the leaf commits to; values by field id. */
    record Matches(RecordSchema schema, Map<Integer, FieldValue> values) implements DisclosureCheck {
        /** Copies the values, in ascending order of field id. */
        public Matches {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /**
     * Something is not what the leaf commits to; {@code what} is the first found, as "header" or "field amountMinor", or
     * "record" if the fields fit one another but not the leaf.
     */
    record Altered(String what) implements DisclosureCheck {}

    /** The reader does not know the schema, so nothing was checked. */
    record UnknownSchema(int schemaId) implements DisclosureCheck {}
}
