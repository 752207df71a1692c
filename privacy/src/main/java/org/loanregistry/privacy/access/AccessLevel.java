package org.loanregistry.privacy.access;

import org.jspecify.annotations.Nullable;

/**
 * How much of a value is seen. Levels are sets of things learnt and so ordered in part only: the two ends of a name
 * (STANDARD, VERIFY) do not contain each other, and together they would give a name of two characters away.
 */
public enum AccessLevel {
    /** Nothing, not even that there is a value. */
    NONE(0b0000_0000),
    /** Whether it equals a value that the asker already has. */
    MATCH(0b0000_0001),
    /** A stand-in by which equals are recognised. */
    TOKEN(0b0000_0011),
    /** The minimal mask. */
    MINIMAL(0b0000_0111),
    /** The mask that is read back in a call. */
    VERIFY(0b0000_1111),
    /** The standard mask. */
    STANDARD(0b0001_0111),
    /** A band that the value lies in. */
    BAND(0b0010_0001),
    /** The value. */
    FULL(0b0111_1111);

    /** By what is learnt; null where no level is that. */
    private static final @Nullable AccessLevel[] BY_LEARNT = new AccessLevel[0b1000_0000];

    static {
        for (AccessLevel level : values()) {
            BY_LEARNT[level.learnt] = level;
        }
    }

    private final int learnt;

    AccessLevel(int learnt) {
        this.learnt = learnt;
    }

    /** Whether everything learnt at this level is learnt at the other too. */
    public boolean isWithin(AccessLevel other) {
        return (learnt & ~other.learnt) == 0;
    }

    /** The level at which exactly that is learnt that both give: there is one for any two. */
    public AccessLevel meet(AccessLevel other) {
        AccessLevel both = BY_LEARNT[learnt & other.learnt];
        if (both == null) {
            throw new IllegalStateException("no level is " + this + " and " + other);
        }
        return both;
    }

    /** Whether the value itself leaves. */
    public boolean isClear() {
        return this == FULL;
    }
}
