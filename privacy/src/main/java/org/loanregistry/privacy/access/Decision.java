package org.loanregistry.privacy.access;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a policy says to a request.
 *
 * @param effect permit or deny
 * @param reason why it was denied; {@link Reason#NONE} if it was not
 * @param policyHash under which policy
 * @param levels by field asked for, in order of name; all NONE if denied
 * @param obligations what must be done, empty if denied
 */
public record Decision(
        Effect effect,
        Reason reason,
        String policyHash,
        Map<String, AccessLevel> levels,
        List<Obligation> obligations) {
    /** The two answers. */
    public enum Effect {
        /** Up to the levels, with the obligations. */
        PERMIT,
        /** Nothing. */
        DENY
    }

    /** Why not. */
    public enum Reason {
        /** It is permitted. */
        NONE,
        /** No rule permits any of it. */
        NOT_PERMITTED,
        /** An obligation could not be fulfilled. */
        OBLIGATION_UNFULFILLED
    }

    /** Copies levels and obligations. */
    public Decision {
        levels = Collections.unmodifiableMap(new TreeMap<>(levels));
        obligations = List.copyOf(obligations);
    }

    static Decision permit(String policyHash, Map<String, AccessLevel> levels, List<Obligation> obligations) {
        return new Decision(Effect.PERMIT, Reason.NONE, policyHash, levels, obligations);
    }

    static Decision deny(String policyHash, Map<String, AccessLevel> levels, Reason reason) {
        Map<String, AccessLevel> none = new TreeMap<>(levels);
        none.replaceAll((_, _) -> AccessLevel.NONE);
        return new Decision(Effect.DENY, reason, policyHash, none, List.of());
    }

    /** The same request denied after all. */
    Decision denied(Reason why) {
        return deny(policyHash, levels, why);
    }

    /** The level of a field; NONE for one that was not asked for. */
    public AccessLevel level(String field) {
        return levels.getOrDefault(field, AccessLevel.NONE);
    }

    /** The fields whose values may leave, in a set of the caller's own. */
    Set<String> clearFields() {
        Set<String> fields = new HashSet<>();
        levels.forEach((field, level) -> {
            if (level.isClear()) {
                fields.add(field);
            }
        });
        return fields;
    }
}
