package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Accepts the development tokens and nothing else. */
@Singleton
@Requires(property = IdentityFactory.PRODUCTION, value = "false", defaultValue = "false")
final class DevelopmentTokenValidator implements TokenValidator<HttpRequest<?>> {
    private final DevelopmentTokens tokens;

    DevelopmentTokenValidator(DevelopmentTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return tokens.callerOf(token)
                .map(caller -> Authentication.build(
                        caller.organisation(),
                        List.of(caller.role().name()),
                        SessionMarks.ofToken(token, hasTwoFactors(caller.role()), "")))
                .map(Publishers::just)
                .orElseGet(Publishers::empty);
    }

    /** A development token stands for the session that its user would have: officers and borrowers need two factors. */
    private static boolean hasTwoFactors(Role role) {
        return role == Role.DPO || role == Role.BORROWER;
    }
}
