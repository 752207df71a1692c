package org.loanregistry.privacy.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.mask.MaskType;

/** One line of a policy. */
sealed interface PolicyRule {
    /** What a rule is about; an empty set means any. */
    record Scope(Set<Role> roles, Set<Purpose> purposes, Set<FieldGroup> groups, Set<MaskType> masks) {
        boolean covers(Role role, Purpose purpose, FieldGroup group, @Nullable MaskType mask) {
            return (roles.isEmpty() || roles.contains(role))
                    && (purposes.isEmpty() || purposes.contains(purpose))
                    && (groups.isEmpty() || groups.contains(group))
                    && (masks.isEmpty() || (mask != null && masks.contains(mask)));
        }
    }

    /** The rule's name, quoted in decisions. */
    String name();

    /** What it is about. */
    Scope scope();

    /** Allows up to a level where all facts hold, with obligations. */
    record Permit(String name, Scope scope, AccessLevel level, Set<Fact> needs, List<Obligation> obligations)
            implements PolicyRule {}

    /** Caps the level where all facts hold, whatever is permitted. */
    record Forbid(String name, Scope scope, AccessLevel cap, Set<Fact> when) implements PolicyRule {}
}
