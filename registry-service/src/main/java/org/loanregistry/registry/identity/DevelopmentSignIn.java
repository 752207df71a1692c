package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.loanregistry.registry.error.TooBusy;

/**
 * Signs in whoever shows a development token. Not there when the service runs for production: nothing can switch it on then.
 */
@Singleton
@Requires(property = IdentityFactory.PRODUCTION, value = "false", defaultValue = "false")
public final class DevelopmentSignIn {
    private static final int REFUSALS = 10;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final DevelopmentTokens tokens;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Deque<Instant> refusals = new ArrayDeque<>();

    DevelopmentSignIn(DevelopmentTokens tokens, Sessions sessions, InstantSource clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The token of a new session; empty if nobody has this token.
     *
     * @throws TooBusy after 10 refusals within a minute, whoever asks
     */
    public Optional<String> signIn(String token) {
        requireRoom();
        Optional<Caller> caller = tokens.callerOf(token);
        if (caller.isEmpty()) {
            refuse();
        }
        return caller.map(sessions::open);
    }

    private void refuse() {
        synchronized (refusals) {
            refusals.addLast(clock.instant());
        }
        sessions.refused();
    }

    private void requireRoom() {
        synchronized (refusals) {
            Instant since = clock.instant().minus(WITHIN);
            while (!refusals.isEmpty() && refusals.getFirst().isBefore(since)) {
                refusals.removeFirst();
            }
            if (refusals.size() >= REFUSALS) {
                throw new TooBusy();
            }
        }
    }
}
