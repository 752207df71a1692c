package org.loanregistry.registry.key;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the root key is.
 *
 * @param kind what holds it
 * @param secretFile a file of the service's owner alone with the passphrase (FILE), the PIN (PKCS11) or the client token
 *     (TRANSIT); without it, for FILE only, {@code keys/root.passphrase} in the state directory, made on the first start
 * @param name the key's label in the token, or its name in the transit engine
 * @param library the token's PKCS#11 library
 * @param slot the token's place in the library's list, from 0
 * @param service the address of OpenBao or Vault
 */
@ConfigurationProperties("registry.root")
public record RootSettings(
        @Bindable(defaultValue = "FILE") RootKind kind,
        @Nullable Path secretFile,
        @Bindable(defaultValue = "loanreg") String name,
        @Nullable Path library,
        @Bindable(defaultValue = "0") int slot,
        @Nullable URI service) {}
