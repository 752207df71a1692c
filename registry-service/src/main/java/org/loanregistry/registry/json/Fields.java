package org.loanregistry.registry.json;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;

/**
 * Reads an object of a request field by field and collects every broken rule instead of stopping at the first. A field
 * that is absent or null is empty here. What was never asked for is refused by name in {@link #finish}. After any error
 * the values read are not to be used. Not thread-safe.
 */
public final class Fields {
    /** The largest amount in minor units: the largest integer that every JSON reader keeps exact, 2^53 - 1. */
    public static final long MAX_AMOUNT = 9_007_199_254_740_991L;

    private static final int MAX_NAME = 100;

    private final String prefix;
    private final Map<?, ?> members;
    private final List<FieldError> errors;
    private final Set<String> asked = new HashSet<>();

    private Fields(String prefix, Map<?, ?> members, List<FieldError> errors) {
        this.prefix = prefix;
        this.members = members;
        this.errors = errors;
    }

    /** The fields of a tree; a tree that is no object reads as one without fields, with an error. */
    public static Fields of(@Nullable Object tree) {
        List<FieldError> errors = new ArrayList<>();
        if (tree instanceof Map<?, ?> members) {
            return new Fields("", members, errors);
        }
        errors.add(new FieldError("", "must be a JSON object"));
        return new Fields("", Map.of(), errors);
    }

    /** All errors so far, of this object and of those inside it, sorted by field. */
    public List<FieldError> errors() {
        return errors.stream().sorted().distinct().toList();
    }

    /** Whether the object is absent or has no member. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Leaves the members unread, where what they would be read with was refused already. */
    public void skip() {
        members.keySet().forEach(name -> asked.add(String.valueOf(name)));
    }

    /** The members as they were given, to be kept as they are; call after they were read without an error. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new TreeMap<>();
        members.forEach((name, value) -> {
            if (value != null) {
                tree.put(String.valueOf(name), value);
            }
        });
        return tree;
    }

    /** Adds a broken rule of a field of this object. */
    public void refuse(String name, String rule) {
        errors.add(new FieldError(prefix + name, rule));
    }

    /** Refuses by name what was given and never asked for. Call last. */
    public void finish() {
        for (Object name : members.keySet()) {
            if (!asked.contains(String.valueOf(name))) {
                String shown = String.valueOf(name);
                boolean showable = TextRule.brokenBy(shown, MAX_NAME).isEmpty();
                refuse(
                        showable ? shown : "",
                        showable ? "is not a field known here" : "has a member with an unusable name");
            }
        }
    }

    private Optional<Object> get(String name) {
        asked.add(name);
        return Optional.ofNullable(members.get(name));
    }

    /** A text within the rule for texts. */
    public Optional<String> text(String name, int maxLength) {
        return get(name).flatMap(value -> checked(name, value, maxLength));
    }

    private Optional<String> checked(String name, @Nullable Object value, int maxLength) {
        if (!(value instanceof String text)) {
            refuse(name, "must be text");
            return Optional.empty();
        }
        Optional<String> broken = TextRule.brokenBy(text, maxLength);
        broken.ifPresent(rule -> refuse(name, rule));
        return broken.isPresent() ? Optional.empty() : Optional.of(text);
    }

    /** A text that must be given; empty text after an error. */
    public String requiredText(String name, int maxLength) {
        return required(name, text(name, maxLength)).orElse("");
    }

    /** A text that {@code parse} takes; its refusal (an argument or date exception) breaks {@code rule}. */
    public <T> Optional<T> parsed(String name, int maxLength, Function<String, T> parse, String rule) {
        return text(name, maxLength).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException | DateTimeException e) {
                refuse(name, rule);
                return Optional.empty();
            }
        });
    }

    /** An integer within bounds. */
    public Optional<Long> integer(String name, long min, long max) {
        return get(name).flatMap(value -> {
            if (!(value instanceof Long number)) {
                refuse(name, "must be an integer");
                return Optional.empty();
            }
            if (number < min || number > max) {
                refuse(name, "must be between " + min + " and " + max);
                return Optional.empty();
            }
            return Optional.of(number);
        });
    }

    /** An integer that must be given; the lower bound after an error. */
    public long requiredInteger(String name, long min, long max) {
        return required(name, integer(name, min, max)).orElse(min);
    }

    /** A value that must be there, refused if neither it nor an error about it is. */
    public <T> Optional<T> required(String name, Optional<T> value) {
        if (value.isEmpty() && members.get(name) == null) {
            refuse(name, "must be given");
        }
        return value;
    }

    /** An object inside; absent reads as one without fields. */
    public Fields object(String name) {
        Object value = get(name).orElse(Map.of());
        if (value instanceof Map<?, ?> inside) {
            return new Fields(prefix + name + ".", inside, errors);
        }
        refuse(name, "must be an object");
        return new Fields(prefix + name + ".", Map.of(), errors);
    }

    /** The objects of an array of at most {@code max}. */
    public List<Fields> objects(String name, int max) {
        Object value = get(name).orElse(List.of());
        if (!(value instanceof List<?> items) || items.size() > max) {
            refuse(name, "must be an array of at most " + max + " objects");
            return List.of();
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> inside) {
                objects.add(new Fields(prefix + name + "[" + i + "].", inside, errors));
            } else {
                refuse(name + "[" + i + "]", "must be an object");
            }
        }
        return objects;
    }

    /** The texts of an array of at most {@code max}, each within the rule for texts. */
    public List<String> textList(String name, int max, int maxLength) {
        Object value = get(name).orElse(List.of());
        if (!(value instanceof List<?> items) || items.size() > max) {
            refuse(name, "must be an array of at most " + max + " texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            checked(name + "[" + i + "]", items.get(i), maxLength).ifPresent(texts::add);
        }
        return texts;
    }

    /** An object whose members are all text, sorted by name. */
    public SortedMap<String, String> texts(String name, int maxEntries, int maxLength) {
        SortedMap<String, String> texts = new TreeMap<>();
        Object value = get(name).orElse(Map.of());
        if (!(value instanceof Map<?, ?> inside) || inside.size() > maxEntries) {
            refuse(name, "must be an object of at most " + maxEntries + " texts");
            return texts;
        }
        inside.forEach((key, text) -> {
            String shown = String.valueOf(key);
            if (TextRule.brokenBy(shown, MAX_NAME).isPresent()) {
                refuse(name, "has a member with an unusable name");
            } else {
                checked(name + "." + shown, text, maxLength).ifPresent(good -> texts.put(shown, good));
            }
        });
        return texts;
    }
}
