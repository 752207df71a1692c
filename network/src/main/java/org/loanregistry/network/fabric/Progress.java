package org.loanregistry.network.fabric;

/** Told of each step of a start that is done. */
@FunctionalInterface
public interface Progress {
    /** A step is done; {@code what} says which. */
    void reached(String what);
}
