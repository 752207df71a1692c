package org.loanregistry.privacy.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Key ids and derived keys, HKDF (RFC 5869) and HMAC with SHA-256 by the JDK or with SM3 by Bouncy Castle. */
enum Derivation {
    SHA_256 {
        @Override
        byte[] expand(byte[] secret, byte[] salt, byte[] info, int length) {
            try {
                var extract = HKDFParameterSpec.ofExtract().addIKM(secret);
                // The JDK takes no empty salt; RFC 5869 has it mean the same as none.
                return KDF.getInstance("HKDF-SHA256")
                        .deriveData((salt.length == 0 ? extract : extract.addSalt(salt)).thenExpand(info, length));
            } catch (GeneralSecurityException e) {
                throw new VaultException();
            }
        }

        @Override
        byte[] mac(byte[] key, byte[]... parts) {
            SecretBytes macKey = new SecretBytes(key.clone());
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(macKey);
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new VaultException();
            } finally {
                macKey.destroy();
            }
        }
    },
    SM3 {
        @Override
        byte[] expand(byte[] secret, byte[] salt, byte[] info, int length) {
            HKDFBytesGenerator generator = new HKDFBytesGenerator(new SM3Digest());
            generator.init(new HKDFParameters(secret, salt, info));
            byte[] derived = new byte[length];
            generator.generateBytes(derived, 0, length);
            return derived;
        }

        @Override
        byte[] mac(byte[] key, byte[]... parts) {
            HMac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key));
            for (byte[] part : parts) {
                mac.update(part, 0, part.length);
            }
            byte[] tag = new byte[mac.getMacSize()];
            mac.doFinal(tag, 0);
            return tag;
        }
    };

    static final byte[] NO_SALT = {};

    /** HKDF extract and expand; the caller wipes what it gets. */
    abstract byte[] expand(byte[] secret, byte[] salt, byte[] info, int length);

    /** HMAC over the parts in turn. */
    abstract byte[] mac(byte[] key, byte[]... parts);

    /** {@code HMAC(HKDF(secret, derivationLabel), part || …)}: an id that commits to the secret and all parts. */
    byte[] id(byte[] secret, String derivationLabel, byte[]... parts) {
        byte[] key = expand(secret, NO_SALT, ascii(derivationLabel), 32);
        try {
            return mac(key, parts);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static Derivation of(Suite suite) {
        return switch (suite) {
            case AES_256_GCM -> SHA_256;
            case SM4_GCM, SM4_CBC_HMAC_SM3 -> SM3;
        };
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
