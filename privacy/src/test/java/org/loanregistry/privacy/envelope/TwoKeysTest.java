package org.loanregistry.privacy.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.loanregistry.privacy.envelope.Sealing.CELL;
import static org.loanregistry.privacy.envelope.Sealing.assertRefused;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;

/**
 * One ciphertext that two keys open: AES-GCM does not commit to its key, so whoever knows both keys can choose a block that
 * makes both tags equal (Dodis, Grubbs, Ristenpart and Woodage, Fast Message Franking, 2018). The envelope's key id does.
 */
class TwoKeysTest {
    private static final int BLOCK = 16;
    private static final byte[] OTHER_DEK = Sealing.bytes(32, 0x17);

    private final DataKey one = DataKeys.of(Sealing.DEK, "lender-a", "subj-0001");
    private final DataKey other = DataKeys.of(OTHER_DEK, "lender-a", "subj-0001");

    @Test
    void raw_gcm_opens_it_with_both_keys_and_the_envelope_with_one() throws GeneralSecurityException {
        byte[] envelope =
                new FieldSealer(new SecureRandom()).seal(one, CELL, DataClass.C2, Padding.NONE, new byte[2 * BLOCK]);
        byte[] aad = aad(envelope);
        byte[] nonce = Arrays.copyOfRange(envelope, 36, 48);
        byte[] collision = collision(encKey(Sealing.DEK), encKey(OTHER_DEK), nonce, aad);
        assertFalse(Arrays.equals(raw(Sealing.DEK, nonce, aad, collision), raw(OTHER_DEK, nonce, aad, collision)));

        System.arraycopy(collision, 0, envelope, 48, collision.length);
        FieldSealer sealer = new FieldSealer(new SecureRandom());
        assertArrayEquals(raw(Sealing.DEK, nonce, aad, collision), sealer.open(one, CELL, envelope));
        assertRefused(() -> sealer.open(other, CELL, envelope));
    }

    private static byte[] aad(byte[] envelope) {
        return ByteBuffer.allocate(36 + CELL.toBytes().length)
                .put(envelope, 0, 36)
                .put(CELL.toBytes())
                .array();
    }

    private static byte[] encKey(byte[] dek) throws GeneralSecurityException {
        byte[] info = {'L', 'P', 'E', '1', ' ', 'e', 'n', 'c', ' ', 0x01};
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract().addIKM(dek).thenExpand(info, 32));
    }

    private static byte[] raw(byte[] dek, byte[] nonce, byte[] aad, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(encKey(dek), "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(sealed);
    }

    /** Two blocks, the first arbitrary, the second such that both keys give one tag; then that tag. */
    private static byte[] collision(byte[] keyOne, byte[] keyTwo, byte[] nonce, byte[] aad)
            throws GeneralSecurityException {
        byte[] first = Sealing.bytes(BLOCK, 0x5a);
        byte[] lengths = ByteBuffer.allocate(BLOCK)
                .putLong(aad.length * 8L)
                .putLong(2 * BLOCK * 8L)
                .array();
        Field hashOne = Field.of(block(keyOne, new byte[BLOCK]));
        Field hashTwo = Field.of(block(keyTwo, new byte[BLOCK]));
        // tag = ((A + first) H^3 + second H^2 + lengths H) + E(J0), A being the blocks of the AAD by Horner's rule.
        Field known = withoutSecond(hashOne, aad, first, lengths, block(keyOne, j0(nonce)))
                .plus(withoutSecond(hashTwo, aad, first, lengths, block(keyTwo, j0(nonce))));
        Field second =
                known.times(hashOne.times(hashOne).plus(hashTwo.times(hashTwo)).inverse());
        Field tag = withoutSecond(hashOne, aad, first, lengths, block(keyOne, j0(nonce)))
                .plus(second.times(hashOne).times(hashOne));
        return ByteBuffer.allocate(3 * BLOCK)
                .put(first)
                .put(second.toBytes())
                .put(tag.toBytes())
                .array();
    }

    private static Field withoutSecond(Field hash, byte[] aad, byte[] first, byte[] lengths, byte[] mask) {
        Field sum = Field.of(new byte[BLOCK]);
        for (int at = 0; at < aad.length; at += BLOCK) {
            sum = sum.plus(Field.of(Arrays.copyOfRange(aad, at, at + BLOCK))).times(hash);
        }
        sum = sum.plus(Field.of(first)).times(hash).times(hash);
        return sum.plus(Field.of(lengths)).times(hash).plus(Field.of(mask));
    }

    private static byte[] j0(byte[] nonce) {
        return ByteBuffer.allocate(BLOCK).put(nonce).putInt(1).array();
    }

    private static byte[] block(byte[] key, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(plain);
    }

    /** An element of GCM's field of 2^128, whose first bit is the coefficient of x^0. */
    private record Field(BigInteger bits) {
        private static final BigInteger REDUCTION = BigInteger.valueOf(0xE1).shiftLeft(120);

        static Field of(byte[] block) {
            return new Field(new BigInteger(1, block));
        }

        Field plus(Field that) {
            return new Field(bits.xor(that.bits));
        }

        Field times(Field that) {
            BigInteger product = BigInteger.ZERO;
            BigInteger shifted = that.bits;
            for (int bit = 127; bit >= 0; bit--) {
                if (bits.testBit(bit)) {
                    product = product.xor(shifted);
                }
                shifted = shifted.testBit(0) ? shifted.shiftRight(1).xor(REDUCTION) : shifted.shiftRight(1);
            }
            return new Field(product);
        }

        /** The power 2^128 - 2. */
        Field inverse() {
            Field square = this;
            Field product = new Field(BigInteger.ONE.shiftLeft(127));
            for (int i = 1; i < 128; i++) {
                square = square.times(square);
                product = product.times(square);
            }
            return product;
        }

        byte[] toBytes() {
            byte[] bytes = bits.toByteArray();
            byte[] block = new byte[BLOCK];
            int length = Math.min(bytes.length, BLOCK);
            System.arraycopy(bytes, bytes.length - length, block, BLOCK - length, length);
            return block;
        }
    }
}
