package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadata;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** Where a person ends the session that the identity provider still has of them (OpenID Connect RP-Initiated Logout 1.0). */
@Singleton
@Requires(property = ProviderFactory.ISSUER)
public final class SingleSignOut {
    private final OpenIdProviderMetadata provider;
    private final PublicAddress address;
    private final String clientId;

    SingleSignOut(
            OpenIdProviderMetadata provider,
            PublicAddress address,
            @Value("${registry.identity.client-id:loan-registry-console}") String clientId) {
        this.provider = provider;
        this.address = address;
        this.clientId = clientId;
    }

    /** The provider's page, which leads back to our sign-in; empty if the provider has none. */
    public Optional<URI> page(HttpRequest<?> request) {
        return Optional.ofNullable(provider.getEndSessionEndpoint())
                .map(endpoint -> UriBuilder.of(URI.create(endpoint))
                        .queryParam("client_id", clientId)
                        .queryParam("post_logout_redirect_uri", address.origin(request) + "/console/sign-in")
                        .build());
    }
}
