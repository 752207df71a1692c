package org.loanregistry.registry.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * A person who signed in at a console.
 *
 * @param caller as whom
 * @param person as the identity provider names them; empty with a development token
 * @param twoFactors whether it was opened with two factors
 * @param csrf what every form of this session carries
 * @param openedAt when the person signed in
 * @param seenAt the last request, to about a minute
 */
public record Session(Caller caller, String person, boolean twoFactors, String csrf, Instant openedAt, Instant seenAt) {
    /** Without a request for this long it is over. */
    public static final Duration IDLE = Duration.ofMinutes(15);

    /** After this long it is over whatever happens. */
    public static final Duration LONGEST = Duration.ofHours(8);

    boolean isOpenAt(Instant now) {
        return now.isBefore(seenAt.plus(IDLE)) && now.isBefore(openedAt.plus(LONGEST));
    }
}
