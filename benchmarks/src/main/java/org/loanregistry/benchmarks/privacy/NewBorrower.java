package org.loanregistry.benchmarks.privacy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.envelope.Padding;

/** A borrower who is new: a data key made and wrapped, and twelve cells sealed with it; Tink's envelopes of the same cells. */
final class NewBorrower {
    private static final int FIELDS = 12;

    private final BenchKeys keys;
    private final int size;
    private final byte[] plaintext;
    private final FieldSealer sealer;
    private final CellAddress[] cells =
            IntStream.range(0, FIELDS).mapToObj(BenchKeys::cell).toArray(CellAddress[]::new);
    private final byte[][] places =
            IntStream.range(0, FIELDS).mapToObj(BenchKeys::place).toArray(byte[][]::new);
    private int borrowers;

    NewBorrower(BenchKeys keys, int size) {
        this.keys = keys;
        this.size = size;
        this.plaintext = keys.plaintext(size);
        this.sealer = new FieldSealer(keys.random);
    }

    void addTo(Slices slices) throws GeneralSecurityException {
        Aead tink = TinkKeys.envelopes();
        slices.add(Size.name("new_borrower", size), this::sealed);
        slices.add(Size.name("tink_kms", size), () -> sealed(tink));
    }

    private int sealed() {
        var subject = "subject-" + borrowers++;
        var made = keys.keys.createOpen(BenchKeys.TENANT, subject);
        int bytes = made.wrapped().wrapped().length;
        try (var key = made.key()) {
            for (var cell : cells) {
                bytes += sealer.seal(key, cell, DataClass.C2, Padding.NONE, plaintext).length;
            }
        }
        return bytes;
    }

    private int sealed(Aead tink) throws GeneralSecurityException {
        int bytes = 0;
        for (var place : places) {
            bytes += tink.encrypt(plaintext, place).length;
        }
        return bytes;
    }
}
