package org.loanregistry.privacy.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.params.KeyParameter;

/** What one data key gives one suite: its key id and encryption key; for SM4-CBC also the key of the MAC. */
final class SuiteKey {
    static final int KID_BYTES = 32;

    private static final int SM4_KEY_BYTES = 16;
    private static final String KID_KEY = "LPE1 kid";
    private static final byte[] KID_TAG = Derivation.ascii("LRK1");
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    final byte[] kid;
    final SecretBytes aes;
    final KeyParameter sm4;
    final KeyParameter mac;

    private SuiteKey(byte[] kid, byte[] key) {
        this.kid = kid;
        this.aes = new SecretBytes(key);
        this.sm4 = new KeyParameter(key, 0, SM4_KEY_BYTES);
        this.mac = new KeyParameter(key, SM4_KEY_BYTES % key.length, key.length - SM4_KEY_BYTES % key.length);
    }

    static SuiteKey derive(Suite suite, byte[] dek, String tenant, String subject) {
        Derivation derivation = Derivation.of(suite);
        byte[] info = Derivation.ascii("LPE1 enc ?");
        info[info.length - 1] = suite.code();
        byte[] extracted = derivation.extract(dek, Derivation.NO_SALT);
        try {
            byte[] kid = derivation.idExtracted(extracted, KID_KEY, KID_TAG, Lp16.of(tenant), Lp16.of(subject));
            return new SuiteKey(kid, derivation.expandExtracted(extracted, info, suite.keyBytes()));
        } finally {
            Arrays.fill(extracted, (byte) 0);
        }
    }

    /** The same with key bytes of its own. */
    SuiteKey copy() {
        return new SuiteKey(kid, aes.getEncoded());
    }

    static byte[] kid(Suite suite, byte[] dek, String tenant, String subject) {
        return Derivation.of(suite).id(dek, KID_KEY, KID_TAG, Lp16.of(tenant), Lp16.of(subject));
    }

    /** Constant time: neither the place nor the number of the differing bytes shows. */
    boolean hasKid(byte[] bytes, int offset, int length) {
        long difference = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            difference |= (long) LONGS.get(kid, i) ^ (long) LONGS.get(bytes, offset + i);
        }
        return difference == 0;
    }

    void destroy() {
        aes.destroy();
        Arrays.fill(sm4.getKey(), (byte) 0);
        Arrays.fill(mac.getKey(), (byte) 0);
    }
}
