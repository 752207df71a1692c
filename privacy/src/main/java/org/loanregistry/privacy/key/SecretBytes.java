package org.loanregistry.privacy.key;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** Raw AES key bytes that can be wiped, which the JDK's own key class cannot. */
final class SecretBytes implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private volatile boolean destroyed;

    /** Takes the array over: the caller neither keeps nor wipes it. */
    SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new VaultException();
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return "SecretBytes[hidden]";
    }

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.NotSerializableException {
        throw new java.io.NotSerializableException("a key is never serialised");
    }
}
