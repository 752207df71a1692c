package org.loanregistry.network.msp;

/** What became of the bytes of an identity. */
public sealed interface IdentityCheck {
    /** A member of the channel. */
    record Accepted(Identity identity) implements IdentityCheck {}

    /** No identity of any organisation of the channel: unreadable, unknown organisation, or another authority. */
    record Malformed(String reason) implements IdentityCheck {}

    /** Issued by the organisation, but without exactly one role. */
    record Invalid(String mspId, String reason) implements IdentityCheck {}
}
