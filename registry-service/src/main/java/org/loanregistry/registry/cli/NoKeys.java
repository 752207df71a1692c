package org.loanregistry.registry.cli;

import io.micronaut.context.exceptions.BeanInstantiationException;
import org.loanregistry.privacy.key.VaultException;

/** Why the keys could not be opened, out of what the container wraps around it. */
final class NoKeys {
    private NoKeys() {}

    static Throwable reason(BeanInstantiationException failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        // The vault does not say why; that it is the vault, and of what, is known here.
        return reason instanceof VaultException
                ? new IllegalStateException(
                        "the root key does not open: another passphrase, PIN or token, or another root")
                : reason;
    }
}
