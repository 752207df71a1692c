package org.loanregistry.privacy.envelope;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.VaultException;

/** Suite 0x11 by Bouncy Castle, one object reused: a new one a call is five times slower. Its SM4 works by tables. */
final class Sm4Gcm implements SuiteCipher {
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());

    @Override
    public int ivBytes() {
        return IV_BYTES;
    }

    @Override
    public int tagBytes() {
        return TAG_BYTES;
    }

    @Override
    public void seal(DataKey key, byte[] head, byte[] place, byte[] plain, byte[] bytes, int at) {
        run(key, true, head, place, bytes, at, plain, 0, bytes, at + IV_BYTES);
    }

    @Override
    public byte[] open(DataKey key, byte[] head, byte[] place, byte[] bytes, int at) {
        byte[] plain = new byte[bytes.length - at - IV_BYTES - TAG_BYTES];
        run(key, false, head, place, bytes, at, bytes, at + IV_BYTES, plain, 0);
        return plain;
    }

    private void run(
            DataKey key,
            boolean sealing,
            byte[] head,
            byte[] place,
            byte[] bytes,
            int ivAt,
            byte[] in,
            int inAt,
            byte[] out,
            int outAt) {
        try {
            key.initialise(cipher, sealing, Arrays.copyOfRange(bytes, ivAt, ivAt + IV_BYTES));
            cipher.processAADBytes(head, 0, HEAD_BYTES);
            cipher.processAADBytes(place, 0, place.length);
            int done = cipher.processBytes(in, inAt, in.length - inAt, out, outAt);
            cipher.doFinal(out, outAt + done);
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            Arrays.fill(out, outAt, out.length, (byte) 0);
            throw new VaultException();
        }
    }
}
