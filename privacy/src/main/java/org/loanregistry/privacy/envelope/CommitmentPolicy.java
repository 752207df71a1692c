package org.loanregistry.privacy.envelope;

/**
 * Whether envelopes must carry the whole key id, which commits to the key with 256 bits. The short form carries 8 bytes of
 * it, 24 bytes less a cell, and commits with 64 bits only: enough against chance, not against an attacker.
 */
public enum CommitmentPolicy {
    /** Seals short, opens both: while older readers are still about. */
    FORBID_SEAL_ALLOW_OPEN,
    /** Seals whole, opens both: until the last short envelope is sealed anew. */
    REQUIRE_SEAL_ALLOW_OPEN,
    /** Seals whole, opens whole only: the default. */
    REQUIRE_SEAL_REQUIRE_OPEN;

    boolean sealsWhole() {
        return this != FORBID_SEAL_ALLOW_OPEN;
    }

    boolean opensShort() {
        return this != REQUIRE_SEAL_REQUIRE_OPEN;
    }
}
