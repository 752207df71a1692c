package org.loanregistry.verifier.witness;

import org.loanregistry.transparency.note.NoteSignature;

/** What a witness says to a request. Only {@link Cosigned} gives anything away. */
sealed interface Answer {
    /** The checkpoint extends what was cosigned before and is on disk; 200. */
    record Cosigned(NoteSignature line) implements Answer {}

    /** The request is none, or its old size is larger than its checkpoint; 400. */
    record Malformed(String why) implements Answer {}

    /** No key that this witness trusts for the log signed the checkpoint, or a line names one falsely; 403. */
    record NotSigned() implements Answer {}

    /** No open log of this origin is known; 404. */
    record UnknownLog() implements Answer {}

    /** The old size is not the cosigned one, which is {@code size}; 409. */
    record OtherSize(long size) implements Answer {}

    /** The proof proves nothing, or the cosigned tree of this size has another root; 422. */
    record Inconsistent(String why) implements Answer {}

    /** The bank's own peer did not answer yet, or holds another history; 503. */
    record NotNow(String why) implements Answer {}
}
