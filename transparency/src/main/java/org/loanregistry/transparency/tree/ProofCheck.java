package org.loanregistry.transparency.tree;

/** What checking a proof said. */
public sealed interface ProofCheck {
    /** The proof proves what it claims. */
    record Valid() implements ProofCheck {}

    /** The proof proves nothing; {@code reason} quotes what was found and what was wanted. */
    record Invalid(String reason) implements ProofCheck {}

    /** Whether the proof proves what it claims. */
    default boolean isValid() {
        return this instanceof Valid;
    }
}
