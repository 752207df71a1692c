package org.loanregistry.privacy.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.mask.MaskType;

/**
 * A field that may be returned at all.
 *
 * @param name letters, digits, dots and underscores, at most 63
 * @param group what it tells
 * @param mask how it is masked; null for what has bands instead, or is shown whole or not at all
 */
public record CataloguedField(
        String name, FieldGroup group, @Nullable MaskType mask) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.]{0,62}");

    /** Refuses another form of name. */
    public CataloguedField {
        requireName(name);
    }

    /** Refuses, without quoting it, what cannot be a field's name: the text may come from a request. */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a field's name must match " + NAME);
        }
    }
}
