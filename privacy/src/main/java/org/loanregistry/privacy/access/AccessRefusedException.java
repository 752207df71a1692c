package org.loanregistry.privacy.access;

/** A value was to be revealed without leave: a mistake of the caller's, which shows nothing. */
public final class AccessRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there was no leave. */
    public enum Why {
        /** The value belongs to nobody yet, so that no grant can name it. */
        UNBOUND,
        /** The grant is for another person. */
        OTHER_PERSON,
        /** The grant does not let this field be seen in clear. */
        FIELD_NOT_NAMED,
        /** The leave for this field was used. */
        USED,
        /** The grant is closed or expired. */
        OVER,
        /** The value itself is wiped. */
        WIPED,
        /** Values of class C3 are compared and masked, never shown, whatever a policy says. */
        CLASS_C3
    }

    private final Why why;

    /** Only the kind of refusal: no value, no person. */
    public AccessRefusedException(Why why) {
        super("not revealed: " + why);
        this.why = why;
    }

    /** Why there was no leave. */
    public Why why() {
        return why;
    }
}
