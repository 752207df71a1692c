package org.loanregistry.registry.identity;

import com.nimbusds.jwt.JWT;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.jwt.validator.DefaultJwtAuthenticationFactory;
import io.micronaut.security.token.jwt.validator.JwtAuthenticationFactory;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** Who sends a request with an access token of the identity provider. The library has checked signature and time. */
@Singleton
@Replaces(DefaultJwtAuthenticationFactory.class)
@Requires(property = ProviderFactory.ISSUER)
final class ProviderTokens implements JwtAuthenticationFactory {
    private final ProviderRules rules;

    ProviderTokens(ProviderRules rules) {
        this.rules = rules;
    }

    @Override
    public Optional<Authentication> createAuthentication(JWT token) {
        try {
            return switch (rules.ofAccessToken(token.getJWTClaimsSet().getClaims())) {
                case ProviderRules.Outcome.Refused _ -> Optional.empty();
                case ProviderRules.Outcome.Accepted(Caller caller, String person, boolean twoFactors, var provenAt) ->
                    Optional.of(Authentication.build(
                            caller.organisation(),
                            List.of(caller.role().name()),
                            SessionMarks.ofToken(token.getParsedString(), twoFactors, provenAt, person)));
            };
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
