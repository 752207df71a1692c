package org.loanregistry.benchmarks.privacy;

import java.util.Map;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.CommitmentPolicy;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.envelope.Padding;
import org.loanregistry.privacy.envelope.SealingPolicy;
import org.loanregistry.privacy.key.Suite;

/** The same envelope in the suite SM4-GCM, and Bouncy Castle's SM4-GCM used directly with its object reused. */
final class GmEnvelopes {
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final BenchKeys keys;
    private final int size;
    private final byte[] plaintext;
    private final byte[] place = BenchKeys.place(1);
    private final CellAddress cell = BenchKeys.cell(1);
    private final FieldSealer sealer;
    private final GCMModeCipher plain = GCMBlockCipher.newInstance(new SM4Engine());
    private final KeyParameter plainKey;

    GmEnvelopes(BenchKeys keys, int size) {
        this.keys = keys;
        this.size = size;
        this.plaintext = keys.plaintext(size);
        this.plainKey = new KeyParameter(keys.plaintext(16));
        this.sealer = new FieldSealer(
                keys.random, new SealingPolicy(Suite.SM4_GCM, Map.of(), CommitmentPolicy.REQUIRE_SEAL_REQUIRE_OPEN));
    }

    void addTo(Slices slices) {
        slices.add(
                Size.name("gm_seal", size),
                () -> sealer.seal(keys.key, cell, DataClass.C2, Padding.NONE, plaintext).length);
        slices.add(Size.name("bc_sm4_seal", size), () -> sealed().length);
    }

    private byte[] sealed() throws InvalidCipherTextException {
        var iv = new byte[IV_BYTES];
        keys.random.nextBytes(iv);
        plain.init(true, new AEADParameters(plainKey, TAG_BYTES * 8, iv, place));
        var sealed = new byte[IV_BYTES + plaintext.length + TAG_BYTES];
        System.arraycopy(iv, 0, sealed, 0, IV_BYTES);
        int done = plain.processBytes(plaintext, 0, plaintext.length, sealed, IV_BYTES);
        plain.doFinal(sealed, IV_BYTES + done);
        return sealed;
    }
}
