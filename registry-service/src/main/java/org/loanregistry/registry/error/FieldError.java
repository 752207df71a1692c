package org.loanregistry.registry.error;

/**
 * What is wrong with one field of a request. Neither part ever carries the field's value.
 *
 * @param field where, such as {@code borrower.nationalId} or {@code schedule[3].dueDate}; empty for the whole body
 * @param rule the rule that is broken, as a sentence part such as "must be above 0"
 */
public record FieldError(String field, String rule) implements Comparable<FieldError> {
    @Override
    public int compareTo(FieldError other) {
        int byField = field.compareTo(other.field);
        return byField != 0 ? byField : rule.compareTo(other.rule);
    }
}
