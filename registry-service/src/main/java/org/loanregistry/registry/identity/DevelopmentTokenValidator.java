package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Accepts the development tokens and nothing else. */
@Singleton
@Requires(property = IdentityFactory.PRODUCTION, value = "false", defaultValue = "false")
final class DevelopmentTokenValidator implements TokenValidator<HttpRequest<?>> {
    private final DevelopmentTokens tokens;
    private final InstantSource clock;

    DevelopmentTokenValidator(DevelopmentTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return tokens.callerOf(token)
                .map(caller -> Authentication.build(
                        caller.organisation(), List.of(caller.role().name()), marks(caller.role(), token)))
                .map(Publishers::just)
                .orElseGet(Publishers::empty);
    }

    /** A borrower's token stands for a sign-in of just now: there is nothing else to sign in again with. */
    private Map<String, Object> marks(Role role, String token) {
        return SessionMarks.ofToken(token, hasTwoFactors(role), role == Role.BORROWER ? clock.instant() : null, "");
    }

    /** A development token stands for the session that its user would have: officers and borrowers need two factors. */
    private static boolean hasTwoFactors(Role role) {
        return role == Role.DPO || role == Role.BORROWER;
    }
}
