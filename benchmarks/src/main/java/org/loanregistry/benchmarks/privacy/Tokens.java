package org.loanregistry.benchmarks.privacy;

import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.loanregistry.privacy.token.Ff1;

/** FF1 of the digits of a mobile and of a resident card, and Bouncy Castle's with key and tweak set before. */
final class Tokens {
    private static final int[] DIGITS = {11, 17};
    private static final int RADIX = 10;

    private Tokens() {}

    static void addTo(Slices slices) {
        byte[] key = new byte[32];
        byte[] tweak = "a column's tweak".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int length : DIGITS) {
            var digits = new byte[length];
            for (int i = 0; i < length; i++) {
                digits[i] = (byte) (i * 7 % RADIX);
            }
            var ours = Ff1.of(key, RADIX, tweak);
            slices.add("ff1_" + length, () -> ours.encrypt(digits).length);
            var peer = new FPEFF1Engine();
            peer.init(true, new FPEParameters(new KeyParameter(key), RADIX, tweak));
            slices.add("bc_ff1_" + length, () -> {
                var token = new byte[length];
                return peer.processBlock(digits, 0, length, token, 0);
            });
        }
    }

    /** How many times as many tokens a second as Bouncy Castle, at the length at which it is fewer. */
    static double timesAsFast(Slices slices) {
        double least = Double.MAX_VALUE;
        for (int length : DIGITS) {
            least = Math.min(least, slices.ratio("bc_ff1_" + length, "ff1_" + length));
        }
        return least;
    }
}
