package org.loanregistry.privacy.access;

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
    private static final String NAME = "[a-zA-Z][a-zA-Z0-9_.]{0,62}";
    private static final int LONGEST = 63;

    /** Refuses another form of name. */
    public CataloguedField {
        requireName(name);
    }

    /** Refuses, without quoting it, what cannot be a field's name: the text may come from a request. */
    static void requireName(String name) {
        boolean fits = !name.isEmpty() && name.length() <= LONGEST && isLetter(name.charAt(0));
        for (int i = 1; fits && i < name.length(); i++) {
            char c = name.charAt(i);
            fits = isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.';
        }
        if (!fits) {
            throw new IllegalArgumentException("a field's name must match " + NAME);
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
