package org.loanregistry.transparency.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loanregistry.transparency.bytes.StrictText;

/** The record schemas of docs/schemas/records.txt, by id. Immutable. */
public final class RecordSchemas {
    private final Map<Integer, RecordSchema> schemas;

    private RecordSchemas(Map<Integer, RecordSchema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Parses lines {@code schema <id> <name>} each followed by lines {@code <fieldId> <name> <type> [personal]}; empty lines
     * and lines from # on are skipped. Anything else, and a doubled id, is an {@link IllegalArgumentException}.
     */
    public static RecordSchemas parse(String text) {
        Map<Integer, RecordSchema> schemas = new LinkedHashMap<>();
        List<List<String>> block = new ArrayList<>();
        for (String line : StrictText.lines(text)) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> words = List.of(line.split(" ", -1));
            if (words.getFirst().equals("schema")) {
                add(block, schemas);
                block.clear();
            }
            block.add(words);
        }
        add(block, schemas);
        return new RecordSchemas(schemas);
    }

    /** The schema with {@code schemaId}. */
    public Optional<RecordSchema> find(int schemaId) {
        return Optional.ofNullable(schemas.get(schemaId));
    }

    /** The schema with {@code schemaId}; an unknown id is an {@link IllegalArgumentException}. */
    public RecordSchema require(int schemaId) {
        return find(schemaId)
                .orElseThrow(() -> new IllegalArgumentException("no record schema has the id " + schemaId));
    }

    /** All schemas, in the order of the text. */
    public List<RecordSchema> all() {
        return List.copyOf(schemas.values());
    }

    private static void add(List<List<String>> block, Map<Integer, RecordSchema> schemas) {
        if (block.isEmpty()) {
            return;
        }
        List<String> head = block.getFirst();
        if (head.size() != 3 || !head.getFirst().equals("schema")) {
            throw new IllegalArgumentException("not a line \"schema <schemaId> <name>\": " + String.join(" ", head));
        }
        List<SchemaField> fields =
                block.stream().skip(1).map(RecordSchemas::field).toList();
        RecordSchema schema = new RecordSchema(number(head.get(1)), head.get(2), fields);
        if (schemas.put(schema.schemaId(), schema) != null) {
            throw new IllegalArgumentException("the schema id " + schema.schemaId() + " stands twice");
        }
    }

    private static SchemaField field(List<String> words) {
        boolean personal = words.size() == 4 && words.get(3).equals("personal");
        if (words.size() != 3 && !personal) {
            throw new IllegalArgumentException(
                    "not a line \"<fieldId> <name> <type> [personal]\": " + String.join(" ", words));
        }
        return new SchemaField(number(words.get(0)), words.get(1), FieldType.parse(words.get(2)), personal);
    }

    private static int number(String text) {
        long number = StrictText.decimal(text);
        if (number > 0xFFFF) {
            throw new IllegalArgumentException("got the id " + number + ", want at most 65535");
        }
        return (int) number;
    }
}
