package org.loanregistry.privacy.access;

import java.util.Set;

/**
 * Something that is so, according to our own store or to the authenticated session. A request cannot state facts: whoever
 * could, would grant themselves access.
 */
public enum Fact {
    /** The role's tie to the subject: own self, own borrower, record shared with, own case, open ticket. */
    RELATED,
    /** A live consent receipt for this purpose, this recipient and this field. */
    CONSENT,
    /** A contract in force that cannot be performed otherwise. */
    CONTRACT,
    /** The session was opened with two factors. */
    STRONG_LOGIN,
    /** The person proved themselves again a moment ago. */
    STEP_UP,
    /** A call with the subject is open. */
    IN_CALL,
    /** The field was disclosed to the asker before, in a record shared with it. */
    DISCLOSED,
    /** A share agreement in force shows the field to the asker for this purpose. */
    AGREED,
    /** The answer is over at least ten persons. */
    CELL_OF_TEN,
    /** An authority's case is open and names the subject. */
    CASE_OPEN,
    /** The glass is broken: reason, ticket and end are recorded. */
    BREAK_GLASS,
    /** The subject's data is restricted to being stored (PIPL 47, last paragraph). */
    RESTRICTED,
    /** The subject's key is destroyed. */
    ERASED,
    /** The subject withdrew the consent for this purpose. */
    WITHDRAWN,
    /** The asker is the subject, in another capacity. */
    SELF;

    /** A bit for each fact: that some hold is then one comparison. */
    static int bits(Set<Fact> facts) {
        int bits = 0;
        for (Fact fact : facts) {
            bits |= fact.bit();
        }
        return bits;
    }

    @SuppressWarnings("EnumOrdinal") // within one process only, never stored
    int bit() {
        return 1 << ordinal();
    }
}
