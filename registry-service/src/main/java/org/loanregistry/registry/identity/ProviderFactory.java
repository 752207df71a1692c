package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** The rules for tokens of the identity provider that was set up, if one was. */
@Factory
@Requires(property = ProviderFactory.ISSUER)
final class ProviderFactory {
    /** The setting that brings an identity provider in. */
    static final String ISSUER = "registry.identity.issuer";

    @Bean
    @Singleton
    ProviderRules providerRules(
            @Value("${registry.identity.issuer}") String issuer,
            @Value("${registry.identity.audience:loan-registry}") String audience,
            @Value("${registry.identity.role-claim:roles}") String roleClaim,
            @Value("${registry.identity.organisation-claim:organisation}") String organisationClaim,
            @Value("${registry.identity.two-factors-acr:}") String strongAcr,
            LenderDirectory lenders) {
        return new ProviderRules(issuer, audience, roleClaim, organisationClaim, strongAcr, lenders);
    }
}
