package org.loanregistry.benchmarks.privacy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.envelope.Padding;

/** One cell of so many bytes sealed and opened: the LPE1 envelope, plain JCE with its Cipher reused, and Tink. */
final class Envelopes {
    private final BenchKeys keys;
    private final int size;
    private final byte[] plaintext;
    private final byte[] place = BenchKeys.place(1);
    private final CellAddress cell = BenchKeys.cell(1);
    private final FieldSealer sealer;

    Envelopes(BenchKeys keys, int size) {
        this.keys = keys;
        this.size = size;
        this.plaintext = keys.plaintext(size);
        this.sealer = new FieldSealer(keys.random);
    }

    void addTo(Slices slices) throws GeneralSecurityException {
        var jce = new PlainJce(keys.random);
        Aead tink = TinkKeys.aead();
        slices.add(Size.name("seal", size), () -> seal().length);
        slices.add(Size.name("jce_seal", size), () -> jce.seal(place, plaintext).length);
        slices.add(Size.name("jce_seal_pooled_iv", size), () -> jce.sealWithPooledIv(place, plaintext).length);
        slices.add(Size.name("tink_seal", size), () -> tink.encrypt(plaintext, place).length);
        var sealed = seal();
        var jceSealed = jce.seal(place, plaintext);
        var tinkSealed = tink.encrypt(plaintext, place);
        slices.add(Size.name("open", size), () -> sealer.open(keys.key, cell, sealed).length);
        slices.add(Size.name("jce_open", size), () -> jce.open(place, jceSealed).length);
        slices.add(Size.name("tink_open", size), () -> tink.decrypt(tinkSealed, place).length);
    }

    private byte[] seal() {
        return sealer.seal(keys.key, cell, DataClass.C2, Padding.NONE, plaintext);
    }
}
