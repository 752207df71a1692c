package org.loanregistry.transparency.record;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a kind of record commits to: 1 to 65,535 fields in ascending order of id, with different names. Frozen once used. */
public record RecordSchema(int schemaId, String name, List<SchemaField> fields) {
    /** Copies the fields; refuses an id outside 1 to 65,535, a name with spaces, and fields out of order or doubled. */
    public RecordSchema {
        fields = List.copyOf(fields);
        if (schemaId < 1 || schemaId > 0xFFFF) {
            throw new IllegalArgumentException("got schema id " + schemaId + ", want 1 to 65535");
        }
        if (!name.matches("[a-z][a-z0-9-]*/[1-9][0-9]*")) {
            throw new IllegalArgumentException("got schema name " + name + ", want name/version");
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("schema " + name + " has no fields");
        }
        requireOrder(name, fields);
    }

    /** The field with {@code fieldId}. */
    public Optional<SchemaField> find(int fieldId) {
        int position = position(fieldId);
        return position < 0 ? Optional.empty() : Optional.of(fields.get(position));
    }

    /** The field named {@code fieldName}. */
    public Optional<SchemaField> find(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    /** Field ids of values given by field name; an unknown name is refused. */
    public Map<Integer, FieldValue> byId(Map<String, FieldValue> values) {
        Map<Integer, FieldValue> byId = new LinkedHashMap<>();
        values.forEach((fieldName, value) -> byId.put(
                find(fieldName)
                        .orElseThrow(
                                () -> new IllegalArgumentException("schema " + name + " has no field " + fieldName))
                        .fieldId(),
                value));
        return Collections.unmodifiableMap(byId);
    }

    /** Where the field stands in the record tree, from 0; negative if there is no such field. */
    int position(int fieldId) {
        int low = 0;
        int high = fields.size() - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            int found = fields.get(middle).fieldId();
            if (found == fieldId) {
                return middle;
            }
            low = found < fieldId ? middle + 1 : low;
            high = found < fieldId ? high : middle - 1;
        }
        return -1;
    }

    private static void requireOrder(String name, List<SchemaField> fields) {
        Set<String> names = new HashSet<>();
        int last = -1;
        for (SchemaField field : fields) {
            if (field.fieldId() <= last || !names.add(field.name())) {
                throw new IllegalArgumentException(
                        "schema " + name + ": field " + field.name() + " is out of order or stands twice");
            }
            last = field.fieldId();
        }
    }
}
