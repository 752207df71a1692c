package org.loanregistry.registry.identity;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;

/**
 * Stops a start whose {@code registry.production} is neither {@code true} nor {@code false}: a slip must not open the
 * registry.
 */
@Context
final class ProductionSetting {
    /** @throws IllegalArgumentException for every other spelling */
    ProductionSetting(@Value("${registry.production:false}") String given) {
        if (!given.equals("true") && !given.equals("false")) {
            throw new IllegalArgumentException(IdentityFactory.PRODUCTION + " is neither true nor false");
        }
    }
}
