package org.loanregistry.benchmarks.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** Tink as its documentation has one use it. */
final class TinkKeys {
    private TinkKeys() {}

    /** AES-256-GCM under a keyset of one new key. */
    static Aead aead() throws GeneralSecurityException {
        AeadConfig.register();
        var entry = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary();
        return KeysetHandle.newBuilder().addEntry(entry).build().getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** A new key for each value, wrapped under a key in this process: no network is measured. */
    static Aead envelopes() throws GeneralSecurityException {
        return KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, aead());
    }
}
