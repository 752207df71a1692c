package org.loanregistry.registry.cli.demo;

/** Who signs people and machines in. */
enum DemoIdentity {
    /** Development tokens, made by the service at each start. */
    DEVELOPMENT,
    /** A real Keycloak; the service runs as in production. */
    KEYCLOAK
}
