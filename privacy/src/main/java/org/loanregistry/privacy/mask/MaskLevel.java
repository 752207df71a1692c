package org.loanregistry.privacy.mask;

/** How much of a value a mask shows. Nothing here shows a whole value: that is no mask. */
public enum MaskLevel {
    /** Enough to see that there is a value, and of what kind. */
    MINIMAL,
    /** The other end of a name, to be read back in a call; on anything but a name the same as {@link #MINIMAL}. */
    VERIFY,
    /** Enough for the person concerned to recognise their own value. */
    STANDARD
}
