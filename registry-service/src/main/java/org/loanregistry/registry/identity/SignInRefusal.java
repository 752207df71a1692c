package org.loanregistry.registry.identity;

/** Why somebody was not signed in, for the audit of sign-ins. The person is told of none of it. */
public enum SignInRefusal {
    /** Nobody has this development token. */
    NO_SUCH_TOKEN,
    /** Too many refusals from one address. */
    TOO_MANY,
    /** The provider said no, or what came back is not its answer to our question. */
    PROVIDER,
    /** The token names nobody. */
    NO_PERSON,
    /** The token has no role of the registry. */
    NO_ROLE,
    /** The token has more than one role of the registry. */
    TWO_ROLES,
    /** The token names no organisation. */
    NO_ORGANISATION,
    /** The token names an organisation that cannot have this role. */
    UNKNOWN_ORGANISATION,
    /** A key of a machine that is over or revoked. */
    KEY_OVER
}
