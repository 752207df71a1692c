package org.loanregistry.registry.sharing.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.RegistryException;

/**
 * Why a form was not done, as a page says it.
 *
 * @param detail in a sentence, or empty if nothing was refused
 * @param errors fields with the rules that they break
 */
public record Refusal(String detail, List<FieldError> errors) {
    static Refusal of(@Nullable RegistryException exception) {
        return exception == null
                ? new Refusal("", List.of())
                : new Refusal(String.valueOf(exception.getMessage()), exception.errors());
    }
}
