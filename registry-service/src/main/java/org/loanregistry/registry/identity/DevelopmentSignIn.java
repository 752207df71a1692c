package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<String, Deque<Instant>> refusals = new HashMap<>();

    DevelopmentSignIn(DevelopmentTokens tokens, Sessions sessions, InstantSource clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The token of a new session; empty if nobody has this token.
     *
     * @param source the network address that asks
     * @throws TooBusy after 10 refusals of this address within a minute
     */
    public Optional<String> signIn(String token, String source) {
        if (isHeldOff(source)) {
            sessions.refused(SignInRefusal.TOO_MANY, source);
            throw new TooBusy();
        }
        Optional<Caller> caller = tokens.callerOf(token);
        if (caller.isEmpty()) {
            note(source);
            sessions.refused(SignInRefusal.NO_SUCH_TOKEN, source);
        }
        return caller.map(one -> sessions.open(new Opening(one, null, false)));
    }

    private void note(String source) {
        synchronized (refusals) {
            refusals.computeIfAbsent(source, _ -> new ArrayDeque<>()).addLast(clock.instant());
        }
    }

    /** Forgets what is older than a minute, of every address, so that the map holds no more than a minute's refusals. */
    private boolean isHeldOff(String source) {
        Instant since = clock.instant().minus(WITHIN);
        synchronized (refusals) {
            refusals.values().forEach(times -> times.removeIf(time -> time.isBefore(since)));
            refusals.values().removeIf(Deque::isEmpty);
            return refusals.getOrDefault(source, new ArrayDeque<>()).size() >= REFUSALS;
        }
    }
}
