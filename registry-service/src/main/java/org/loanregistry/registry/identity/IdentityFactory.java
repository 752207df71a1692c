package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Draws the tokens of this start before the first request can come. */
@Factory
final class IdentityFactory {
    /** The setting that takes everything for development away. */
    static final String PRODUCTION = "registry.production";

    @Bean
    @Context
    @Requires(property = PRODUCTION, value = "false", defaultValue = "false")
    DevelopmentTokens developmentTokens(@Value("${registry.home}") Path home) {
        DevelopmentTokens tokens = DevelopmentTokens.draw(new SecureRandom());
        tokens.writeTo(home.resolve("tokens.json"));
        return tokens;
    }
}
