package org.loanregistry.privacy.access;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.mask.MaskType;

/** Reads the text form of a policy (docs/formats.md 12). Whatever it does not know is refused, with the line. */
final class PolicyText {
    private static final String TITLE = "loanreg access policy v1";
    private static final Set<String> PERMIT_KEYS =
            Set.of("roles", "purposes", "groups", "masks", "level", "needs", "with");
    private static final Set<String> FORBID_KEYS = Set.of("roles", "purposes", "groups", "masks", "cap", "when");

    private final Map<DataClass, AccessLevel> ceilings = new EnumMap<>(DataClass.class);
    private final List<PolicyRule> rules = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private PolicyText() {}

    static PolicyText read(String text) {
        PolicyText policy = new PolicyText();
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
            throw new IllegalArgumentException("the first line must be '" + TITLE + "'");
        }
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                policy.line(line);
            }
        }
        for (DataClass dataClass : DataClass.values()) {
            if (!policy.ceilings.containsKey(dataClass)) {
                throw new IllegalArgumentException("there is no ceiling of " + dataClass);
            }
        }
        return policy;
    }

    Map<DataClass, AccessLevel> ceilings() {
        return ceilings;
    }

    List<PolicyRule> rules() {
        return rules;
    }

    private void line(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3) {
            throw new IllegalArgumentException("'" + line + "' is too short");
        }
        switch (words[0]) {
            case "ceiling" -> ceiling(words, line);
            case "permit" -> permit(named(words, PERMIT_KEYS, line), words[1]);
            case "forbid" -> forbid(named(words, FORBID_KEYS, line), words[1]);
            default -> throw new IllegalArgumentException("'" + line + "', want ceiling, permit or forbid");
        }
    }

    private void ceiling(String[] words, String line) {
        boolean isNew = ceilings.put(DataClass.valueOf(words[1]), AccessLevel.valueOf(words[2])) == null;
        if (words.length != 3 || !isNew) {
            throw new IllegalArgumentException("'" + line + "', want one ceiling CLASS LEVEL a class");
        }
    }

    private void permit(Map<String, String> parts, String name) {
        List<Obligation> obligations =
                texts(parts, "with").stream().map(Obligation::parse).toList();
        AccessLevel level = AccessLevel.valueOf(required(parts, "level", name));
        rules.add(new PolicyRule.Permit(name, scope(parts), level, set(parts, "needs", Fact.class), obligations));
    }

    private void forbid(Map<String, String> parts, String name) {
        AccessLevel cap = AccessLevel.valueOf(required(parts, "cap", name));
        rules.add(new PolicyRule.Forbid(name, scope(parts), cap, set(parts, "when", Fact.class)));
    }

    private Map<String, String> named(String[] words, Set<String> known, String line) {
        if (!words[1].matches("[a-z][a-z0-9-]*") || !names.add(words[1])) {
            throw new IllegalArgumentException("'" + line + "', want a name of its own");
        }
        Map<String, String> parts = new HashMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String key = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (equals < 0 || !known.contains(key) || parts.put(key, words[i].substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + line + "', at '" + words[i] + "'");
            }
        }
        return parts;
    }

    private static PolicyRule.Scope scope(Map<String, String> parts) {
        return new PolicyRule.Scope(
                set(parts, "roles", Role.class),
                set(parts, "purposes", Purpose.class),
                set(parts, "groups", FieldGroup.class),
                set(parts, "masks", MaskType.class));
    }

    private static <E extends Enum<E>> Set<E> set(Map<String, String> parts, String key, Class<E> type) {
        EnumSet<E> set = EnumSet.noneOf(type);
        for (String text : texts(parts, key)) {
            set.add(Enum.valueOf(type, text));
        }
        return set;
    }

    private static List<String> texts(Map<String, String> parts, String key) {
        String text = parts.get(key);
        return text == null ? List.of() : List.of(text.split(",", -1));
    }

    private static String required(Map<String, String> parts, String key, String name) {
        String text = parts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("the rule " + name + " has no " + key);
        }
        return text;
    }
}
