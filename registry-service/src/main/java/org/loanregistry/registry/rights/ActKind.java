package org.loanregistry.registry.rights;

/** What happened about a person's rights. */
enum ActKind {
    /** Erasure was asked for; the body has {@code reason} and {@code caseReference}. */
    ERASURE_REQUESTED,
    /** A data-protection officer refused it; refers to the request. */
    ERASURE_REFUSED,
    /** A data-protection officer granted it; it is carried out once no hold is left. Refers to the request. */
    ERASURE_GRANTED,
    /** The person's key is destroyed; refers to the request. */
    ERASED,
    /** The law has the data kept; the body has {@code basis}, {@code caseReference} and perhaps {@code until}. */
    HOLD_PLACED,
    /** It need not be kept any longer; refers to the hold. */
    HOLD_RELEASED,
    /** The person consents that one recipient uses fields for one purpose (PIPL 23); the body says which. */
    CONSENT_GIVEN,
    /** The person takes it back (PIPL 15); refers to the consent. What was done until then stays lawful. */
    CONSENT_WITHDRAWN,
    /** Everything held of the person was handed out, sealed to a key; the body names the sealed file by its hash. */
    EXPORTED
}
