package org.loanregistry.privacy.key;

/**
 * The key at the top: it wraps the tenants' key encryption keys and nothing else. It may lie in a file, in a PKCS#11 token or
 * with a key management service; what one root wrapped only that root unwraps. Safe for many threads.
 */
public interface RootKey extends AutoCloseable {
    /** Names it beside what it wrapped: 1 to 128 characters of {@code [A-Za-z0-9:._/-]}. Says nothing of its bytes. */
    String id();

    /**
     * Wraps 32 key bytes so that any change of the wrapped bytes is found; the caller wipes {@code key}.
     *
     * @throws VaultException if it cannot, without saying why
     */
    byte[] wrap(byte[] key);

    /**
     * What {@link #wrap} wrapped; the caller wipes it.
     *
     * @throws VaultException if the bytes are altered or another root's, or the root cannot be asked
     */
    byte[] unwrap(byte[] wrapped);

    /** Wipes or releases what it holds. */
    @Override
    void close();
}
