package org.loanregistry.privacy.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What our store knows of a request.
 *
 * @param general holds for the whole request
 * @param byField holds for single fields beside it
 * @param basis the ground in law that was found
 * @param approvers who approved this very access
 * @param breakGlass the broken glass, null if whole
 */
public record Facts(
        Set<Fact> general,
        Map<String, Set<Fact>> byField,
        Basis basis,
        Set<String> approvers,
        @Nullable BreakGlass breakGlass) {
    /** Copies everything. */
    public Facts {
        EnumSet<Fact> copy = EnumSet.noneOf(Fact.class);
        copy.addAll(general);
        general = Collections.unmodifiableSet(copy);
        byField = Map.copyOf(byField);
        approvers = Collections.unmodifiableSet(new TreeSet<>(approvers));
    }

    /** Nothing known. */
    public static Facts none() {
        return of(EnumSet.noneOf(Fact.class), Basis.NONE);
    }

    /** Only general facts and a ground. */
    public static Facts of(Set<Fact> general, Basis basis) {
        return new Facts(general, Map.of(), basis, Set.of(), null);
    }

    /** All that holds for a field, the session's part included, as {@link Fact#bits}; {@code generalBits} are those of {@link #general}. */
    int bits(int generalBits, String field, Actor actor) {
        Set<Fact> more = byField.get(field);
        int bits = more == null ? generalBits : generalBits | Fact.bits(more);
        // Only the session says how it was opened.
        bits &= ~(Fact.STRONG_LOGIN.bit() | Fact.STEP_UP.bit());
        if (actor.strength() != Actor.Strength.SINGLE) {
            bits |= Fact.STRONG_LOGIN.bit();
        }
        if (actor.strength() == Actor.Strength.STEPPED_UP) {
            bits |= Fact.STEP_UP.bit();
        }
        return breakGlass == null ? bits & ~Fact.BREAK_GLASS.bit() : bits;
    }
}
