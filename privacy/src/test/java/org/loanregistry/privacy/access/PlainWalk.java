package org.loanregistry.privacy.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A policy decided in the plainest way, every rule asked for every field: what the index must agree with. */
final class PlainWalk {
    private final String hash;
    private final PolicyText text;

    PlainWalk(String text) {
        this.hash = AccessPolicy.parse(text).hash();
        this.text = PolicyText.read(text);
    }

    Decision decide(AccessRequest request, Facts facts, FieldCatalogue catalogue) {
        Map<String, AccessLevel> levels = new TreeMap<>();
        Set<Obligation> obligations = new LinkedHashSet<>();
        for (var asked : request.asked().entrySet()) {
            Optional<CataloguedField> field = catalogue.find(asked.getKey());
            if (field.isEmpty()) {
                levels.put(asked.getKey(), AccessLevel.NONE);
                continue;
            }
            Chosen chosen = choose(request, facts, field.get(), asked.getValue());
            if (chosen.permit() != null) {
                obligations.addAll(chosen.permit().obligations());
            }
            levels.put(asked.getKey(), chosen.level());
        }
        if (levels.values().stream().allMatch(level -> level == AccessLevel.NONE)) {
            return Decision.deny(hash, levels, Decision.Reason.NOT_PERMITTED);
        }
        if (levels.values().stream().anyMatch(level -> level != AccessLevel.FULL && level != AccessLevel.NONE)) {
            obligations.add(new Obligation.Mask());
        }
        return Decision.permit(hash, levels, new ArrayList<>(obligations));
    }

    private record Chosen(AccessLevel level, PolicyRule.@Nullable Permit permit) {}

    private Chosen choose(AccessRequest request, Facts facts, CataloguedField field, AccessLevel asked) {
        Set<Fact> holding = holding(facts, field.name(), request.actor());
        Chosen best = new Chosen(AccessLevel.NONE, null);
        boolean bestCanBeMet = false;
        for (PolicyRule rule : text.rules()) {
            if (rule instanceof PolicyRule.Permit permit
                    && covers(rule.scope(), request, field)
                    && holding.containsAll(permit.needs())) {
                AccessLevel level = meet(permit.level(), asked);
                boolean canBeMet = unmet(permit.obligations(), request, facts).isEmpty();
                int order = level.compareTo(best.level());
                if (order > 0 || (order == 0 && canBeMet && !bestCanBeMet)) {
                    best = new Chosen(level, permit);
                    bestCanBeMet = canBeMet;
                }
            }
        }
        AccessLevel level = meet(best.level(), text.ceilings().get(field.group().dataClass()));
        for (PolicyRule rule : text.rules()) {
            if (rule instanceof PolicyRule.Forbid forbid
                    && covers(rule.scope(), request, field)
                    && holding.containsAll(forbid.when())) {
                level = meet(level, forbid.cap());
            }
        }
        return new Chosen(level, best.permit());
    }

    private static boolean covers(PolicyRule.Scope scope, AccessRequest request, CataloguedField field) {
        return (scope.roles().isEmpty()
                        || scope.roles().contains(request.actor().role()))
                && (scope.purposes().isEmpty() || scope.purposes().contains(request.purpose()))
                && (scope.groups().isEmpty() || scope.groups().contains(field.group()))
                && (scope.masks().isEmpty()
                        || (field.mask() != null && scope.masks().contains(field.mask())));
    }

    /** The highest of the levels that are within both. */
    private static AccessLevel meet(AccessLevel one, @Nullable AccessLevel other) {
        AccessLevel highest = AccessLevel.NONE;
        for (AccessLevel level : AccessLevel.values()) {
            if (other != null && level.isWithin(one) && level.isWithin(other) && highest.isWithin(level)) {
                highest = level;
            }
        }
        return highest;
    }

    private static Set<Fact> holding(Facts facts, String field, Actor actor) {
        Set<Fact> holding = EnumSet.noneOf(Fact.class);
        holding.addAll(facts.general());
        holding.addAll(facts.byField().getOrDefault(field, Set.of()));
        holding.remove(Fact.STRONG_LOGIN);
        holding.remove(Fact.STEP_UP);
        if (actor.strength() != Actor.Strength.SINGLE) {
            holding.add(Fact.STRONG_LOGIN);
        }
        if (actor.strength() == Actor.Strength.STEPPED_UP) {
            holding.add(Fact.STEP_UP);
        }
        if (facts.breakGlass() == null) {
            holding.remove(Fact.BREAK_GLASS);
        }
        return holding;
    }

    static List<Obligation> unmet(List<Obligation> obligations, AccessRequest request, Facts facts) {
        return obligations.stream()
                .filter(one -> switch (one) {
                    case Obligation.RowCap cap -> request.rows() > cap.rows();
                    case Obligation.TwoPersons _ ->
                        facts.approvers().stream()
                                        .filter(approver ->
                                                !approver.equals(request.actor().id()))
                                        .count()
                                < 2;
                    case Obligation.Mask _, Obligation.NotifySubject _, Obligation.Watermark _ -> false;
                })
                .toList();
    }
}
