package org.loanregistry.privacy.mask;

/**
 * The masked form of a personal value, which may be shown and logged. Made by {@link MaskType} only, so that a method that
 * takes a {@code Masked} cannot be given a clear value.
 */
public final class Masked {
    private final String text;

    Masked(String text) {
        this.text = text;
    }

    /** The mask, never the value. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Masked that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
