package org.loanregistry.privacy.key;

/**
 * The one failure of every cryptographic operation: wrong key, wrong place, altered or malformed bytes. It says nothing
 * more on purpose, as any difference between the reasons would help whoever is guessing.
 */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The only form there is: no message of its own, no cause. */
    public VaultException() {
        super("the vault refuses");
    }
}
