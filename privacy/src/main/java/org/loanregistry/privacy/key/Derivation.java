package org.loanregistry.privacy.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Key ids and derived keys, HKDF (RFC 5869) and HMAC with SHA-256 by the JDK or with SM3 by Bouncy Castle. */
enum Derivation {
    SHA_256 {
        // Making one costs as much as using it. None keeps a key between two calls.
        private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(() -> {
            try {
                return Mac.getInstance("HmacSHA256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
            }
        });

        private static final byte[] ZEROS = new byte[SHA_256_BYTES];
        private static final SecretBytes NO_KEY = new SecretBytes(ZEROS.clone());

        @Override
        byte[] extract(byte[] secret, byte[] salt) {
            return mac(salt.length == 0 ? ZEROS : salt, secret);
        }

        @Override
        byte[] expandExtracted(byte[] extracted, byte[] info, int length) {
            if (length > MOST_BLOCKS * SHA_256_BYTES) {
                throw new VaultException();
            }
            byte[] derived = new byte[length];
            byte[] block = {};
            for (int i = 1, at = 0; at < length; i++, at += SHA_256_BYTES) {
                byte[] next = mac(extracted, block, info, new byte[] {(byte) i});
                Arrays.fill(block, (byte) 0);
                block = next;
                System.arraycopy(block, 0, derived, at, Math.min(SHA_256_BYTES, length - at));
            }
            Arrays.fill(block, (byte) 0);
            return derived;
        }

        @Override
        byte[] mac(byte[] key, byte[]... parts) {
            SecretBytes macKey = new SecretBytes(key.clone());
            Mac mac = MACS.get();
            try {
                mac.init(macKey);
                for (byte[] part : parts) {
                    mac.update(part);
                }
                byte[] tag = mac.doFinal();
                mac.init(NO_KEY);
                return tag;
            } catch (GeneralSecurityException e) {
                throw new VaultException();
            } finally {
                macKey.destroy();
            }
        }
    },
    SM3 {
        @Override
        byte[] extract(byte[] secret, byte[] salt) {
            return new HKDFBytesGenerator(new SM3Digest()).extractPRK(salt, secret);
        }

        @Override
        byte[] expandExtracted(byte[] extracted, byte[] info, int length) {
            HKDFBytesGenerator generator = new HKDFBytesGenerator(new SM3Digest());
            generator.init(HKDFParameters.skipExtractParameters(extracted, info));
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

    private static final int SHA_256_BYTES = 32;
    /** RFC 5869: the number of a block is one byte. */
    private static final int MOST_BLOCKS = 255;

    /** HKDF's first step, the same for all keys of one secret and salt; the caller wipes what it gets. */
    abstract byte[] extract(byte[] secret, byte[] salt);

    /** HKDF's second step, from what {@link #extract} gave; the caller wipes what it gets. */
    abstract byte[] expandExtracted(byte[] extracted, byte[] info, int length);

    /** HKDF extract and expand; the caller wipes what it gets. */
    final byte[] expand(byte[] secret, byte[] salt, byte[] info, int length) {
        byte[] extracted = extract(secret, salt);
        try {
            return expandExtracted(extracted, info, length);
        } finally {
            Arrays.fill(extracted, (byte) 0);
        }
    }

    /** HMAC over the parts in turn. */
    abstract byte[] mac(byte[] key, byte[]... parts);

    /** {@code HMAC(HKDF(secret, derivationLabel), part || …)}: an id that commits to the secret and all parts. */
    byte[] id(byte[] secret, String derivationLabel, byte[]... parts) {
        byte[] extracted = extract(secret, NO_SALT);
        try {
            return idExtracted(extracted, derivationLabel, parts);
        } finally {
            Arrays.fill(extracted, (byte) 0);
        }
    }

    /** As {@link #id}, from what {@link #extract} gave for the secret without a salt. */
    byte[] idExtracted(byte[] extracted, String derivationLabel, byte[]... parts) {
        byte[] key = expandExtracted(extracted, ascii(derivationLabel), 32);
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
