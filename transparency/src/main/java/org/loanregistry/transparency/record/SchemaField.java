package org.loanregistry.transparency.record;

/** One field of a schema: id 0 to 65,534 (65,535 salts the header), name, type other than absent, whether it is personal. */
public record SchemaField(int fieldId, String name, FieldType type, boolean personal) {
    /** Refuses an id out of range, a name that is no word, and the type absent. */
    public SchemaField {
        if (fieldId < 0 || fieldId > 0xFFFE) {
            throw new IllegalArgumentException("got field id " + fieldId + ", want 0 to 65534");
        }
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("got field name " + name + ", want a word in lower camel case");
        }
        if (type == FieldType.ABSENT) {
            throw new IllegalArgumentException("the type of field " + name + " is absent");
        }
    }
}
