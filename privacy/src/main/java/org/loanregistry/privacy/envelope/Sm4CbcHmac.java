package org.loanregistry.privacy.envelope;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.VaultException;

/** Suite 0x12: whole blocks by SM4-CBC, then HMAC-SM3 over {@code head || place || IV || ciphertext || u64 bits of the AAD}. */
final class Sm4CbcHmac implements SuiteCipher {
    private static final int BLOCK_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private final CBCModeCipher cipher = CBCBlockCipher.newInstance(new SM4Engine());
    private final HMac mac = new HMac(new SM3Digest());

    @Override
    public int ivBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int tagBytes() {
        return TAG_BYTES;
    }

    @Override
    public void seal(DataKey key, byte[] head, byte[] place, byte[] plain, byte[] bytes, int at) {
        blocks(key, true, bytes, at, plain, 0, bytes, at + BLOCK_BYTES, plain.length);
        byte[] tag = tag(key, head, place, bytes, at);
        System.arraycopy(tag, 0, bytes, bytes.length - TAG_BYTES, TAG_BYTES);
    }

    @Override
    public byte[] open(DataKey key, byte[] head, byte[] place, byte[] bytes, int at) {
        int length = bytes.length - at - BLOCK_BYTES - TAG_BYTES;
        byte[] given = Arrays.copyOfRange(bytes, bytes.length - TAG_BYTES, bytes.length);
        if (!MessageDigest.isEqual(tag(key, head, place, bytes, at), given) || length % BLOCK_BYTES != 0) {
            throw new VaultException();
        }
        byte[] plain = new byte[length];
        blocks(key, false, bytes, at, bytes, at + BLOCK_BYTES, plain, 0, length);
        return plain;
    }

    private void blocks(
            DataKey key, boolean sealing, byte[] iv, int ivAt, byte[] in, int inAt, byte[] out, int outAt, int length) {
        key.initialise(cipher, sealing, Arrays.copyOfRange(iv, ivAt, ivAt + BLOCK_BYTES));
        for (int i = 0; i < length; i += BLOCK_BYTES) {
            cipher.processBlock(in, inAt + i, out, outAt + i);
        }
    }

    private byte[] tag(DataKey key, byte[] head, byte[] place, byte[] bytes, int at) {
        key.initialise(mac);
        mac.update(head, 0, HEAD_BYTES);
        mac.update(place, 0, place.length);
        mac.update(bytes, at, bytes.length - at - TAG_BYTES);
        mac.update(
                ByteBuffer.allocate(Long.BYTES)
                        .putLong((HEAD_BYTES + place.length) * 8L)
                        .array(),
                0,
                Long.BYTES);
        byte[] tag = new byte[TAG_BYTES];
        mac.doFinal(tag, 0);
        return tag;
    }
}
