package org.loanregistry.privacy.access;

import java.util.List;
import java.util.Set;
import org.loanregistry.privacy.mask.MaskType;

/** One line of a policy. */
sealed interface PolicyRule {
    /** What a rule is about; an empty set means any. */
    record Scope(Set<Role> roles, Set<Purpose> purposes, Set<FieldGroup> groups, Set<MaskType> masks) {
        boolean covers(AccessRequest request, CataloguedField field) {
            return (roles.isEmpty() || roles.contains(request.actor().role()))
                    && (purposes.isEmpty() || purposes.contains(request.purpose()))
                    && (groups.isEmpty() || groups.contains(field.group()))
                    && (masks.isEmpty() || (field.mask() != null && masks.contains(field.mask())));
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
