package org.loanregistry.privacy.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.mask.MaskType;

/** All fields that may be returned. One that is not listed is not returned, whoever asks. */
public final class FieldCatalogue {
    private final Map<String, CataloguedField> fields;

    private FieldCatalogue(Map<String, CataloguedField> fields) {
        this.fields = Map.copyOf(fields);
    }

    /**
     * Reads a line a field: {@code name GROUP [MASK]}. Empty lines and such as begin with {@code #} are skipped.
     *
     * @throws IllegalArgumentException naming the line that is wrong or the field that stands twice
     */
    public static FieldCatalogue parse(String text) {
        Map<String, CataloguedField> fields = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(" ", -1);
            if (words.length < 2 || words.length > 3) {
                throw new IllegalArgumentException("'" + line + "', want name GROUP [MASK]");
            }
            MaskType mask = words.length == 3 ? MaskType.valueOf(words[2]) : null;
            CataloguedField field = new CataloguedField(words[0], FieldGroup.valueOf(words[1]), mask);
            if (fields.put(field.name(), field) != null) {
                throw new IllegalArgumentException("the field " + field.name() + " stands twice");
            }
        }
        return new FieldCatalogue(fields);
    }

    /** The field of this name; null if it is not listed. */
    @Nullable
    CataloguedField get(String name) {
        return fields.get(name);
    }

    /** The field of this name, if it is listed. */
    public Optional<CataloguedField> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
