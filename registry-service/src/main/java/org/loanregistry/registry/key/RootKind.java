package org.loanregistry.registry.key;

/** What can hold the root key. */
public enum RootKind {
    /** {@code keys/root.key} in the state directory, locked by a passphrase. */
    FILE,
    /** A hardware token, or SoftHSM2. */
    PKCS11,
    /** The transit engine of OpenBao or Vault. */
    TRANSIT
}
