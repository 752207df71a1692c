package org.loanregistry.registry.loan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;

/** One item of a request as read: its value, or else the rules that it breaks. */
record Parsed<T>(@Nullable T value, List<FieldError> errors) {

    static <T> Parsed<T> of(T value, List<FieldError> errors) {
        return new Parsed<>(errors.isEmpty() ? value : null, errors);
    }
}
