package org.loanregistry.privacy.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.mask.MaskType;

/**
 * The rules of a policy by role, purpose, group and mask, found once when the policy is read: a decision then looks at the two
 * or three rules that can say anything, not at all of them for every field. The order of the rules is kept.
 */
final class PolicyIndex {
    private static final int ROLES = Role.values().length;
    private static final int PURPOSES = Purpose.values().length;
    private static final int GROUPS = FieldGroup.values().length;
    /** The last for fields without a mask. */
    private static final int MASKS = MaskType.values().length + 1;

    private final Cell[] cells = new Cell[ROLES * PURPOSES * GROUPS * MASKS];

    /** A permit, its facts as {@link Fact#bits}. */
    record Permitted(AccessLevel level, int needs, List<Obligation> obligations) {}

    /** A forbid, its facts as {@link Fact#bits}. */
    record Cap(AccessLevel cap, int when) {}

    /** What can apply to one sort of field for one role and purpose. */
    record Cell(AccessLevel ceiling, List<Permitted> permits, List<Cap> forbids) {}

    PolicyIndex(Map<DataClass, AccessLevel> ceilings, List<PolicyRule> rules) {
        Map<Cell, Cell> shared = new HashMap<>();
        List<@Nullable MaskType> masks = new ArrayList<>(List.of(MaskType.values()));
        masks.add(null);
        for (Role role : Role.values()) {
            for (Purpose purpose : Purpose.values()) {
                for (FieldGroup group : FieldGroup.values()) {
                    AccessLevel ceiling = ceilings.getOrDefault(group.dataClass(), AccessLevel.NONE);
                    for (MaskType mask : masks) {
                        Cell cell = cell(ceiling, rules, role, purpose, group, mask);
                        cells[at(role, purpose, group, mask)] = shared.computeIfAbsent(cell, same -> same);
                    }
                }
            }
        }
    }

    private static Cell cell(
            AccessLevel ceiling,
            List<PolicyRule> rules,
            Role role,
            Purpose purpose,
            FieldGroup group,
            @Nullable MaskType mask) {
        List<Permitted> permits = new ArrayList<>();
        List<Cap> forbids = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (rule.scope().covers(role, purpose, group, mask)) {
                switch (rule) {
                    case PolicyRule.Permit permit ->
                        permits.add(new Permitted(permit.level(), Fact.bits(permit.needs()), permit.obligations()));
                    case PolicyRule.Forbid forbid -> forbids.add(new Cap(forbid.cap(), Fact.bits(forbid.when())));
                }
            }
        }
        return new Cell(ceiling, List.copyOf(permits), List.copyOf(forbids));
    }

    Cell cell(Role role, Purpose purpose, CataloguedField field) {
        return cells[at(role, purpose, field.group(), field.mask())];
    }

    @SuppressWarnings("EnumOrdinal") // within one process only, never stored
    private static int at(Role role, Purpose purpose, FieldGroup group, @Nullable MaskType mask) {
        int rolesAndPurposes = role.ordinal() * PURPOSES + purpose.ordinal();
        return (rolesAndPurposes * GROUPS + group.ordinal()) * MASKS + (mask == null ? MASKS - 1 : mask.ordinal());
    }
}
