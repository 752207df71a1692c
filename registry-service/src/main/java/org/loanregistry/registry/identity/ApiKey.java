package org.loanregistry.registry.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a lender's machine calls the API as that lender; the token itself is kept nowhere.
 *
 * @param name what the lender calls it
 * @param madeBy who made it, as the access log names them
 * @param usedAt the last request with it, to about a minute; null before the first
 * @param revokedAt when it was revoked; null while it was not
 */
public record ApiKey(
        UUID keyId,
        String lenderId,
        String name,
        String madeBy,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {
    /** Whether a key counts. */
    public enum State {
        LIVE,
        EXPIRED,
        REVOKED
    }

    /** Whether it counts at that time. */
    public State stateAt(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isBefore(expiresAt) ? State.LIVE : State.EXPIRED;
    }
}
