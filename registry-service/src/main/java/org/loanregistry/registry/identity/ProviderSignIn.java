package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.oauth2.endpoint.authorization.state.State;
import io.micronaut.security.oauth2.endpoint.token.response.OpenIdAuthenticationMapper;
import io.micronaut.security.oauth2.endpoint.token.response.OpenIdClaims;
import io.micronaut.security.oauth2.endpoint.token.response.OpenIdTokenResponse;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens a session for whoever comes back from the identity provider with an ID token (OpenID Connect Core 1.0, 3.1). The
 * library has checked state, nonce, signature, issuer, audience and time. The provider's tokens are kept nowhere.
 */
@Singleton
@Named("registry")
@Requires(property = ProviderFactory.ISSUER)
final class ProviderSignIn implements OpenIdAuthenticationMapper {
    private final ProviderRules rules;
    private final Sessions sessions;

    ProviderSignIn(ProviderRules rules, Sessions sessions) {
        this.rules = rules;
        this.sessions = sessions;
    }

    @Override
    public Publisher<AuthenticationResponse> createAuthenticationResponse(
            String provider, OpenIdTokenResponse response, OpenIdClaims claims, @Nullable State state) {
        return Mono.fromCallable(() -> answer(rules.ofClaims(claims.getClaims())))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private AuthenticationResponse answer(ProviderRules.Outcome outcome) {
        return switch (outcome) {
            case ProviderRules.Outcome.Refused(SignInRefusal reason) -> AuthenticationResponse.failure(reason.name());
            case ProviderRules.Outcome.Accepted(Caller caller, String person, boolean twoFactors, var _) ->
                AuthenticationResponse.success(
                        caller.organisation(),
                        List.of(caller.role().name()),
                        Map.of(Sessions.TOKEN, sessions.open(new Opening(caller, person, twoFactors))));
        };
    }
}
