package org.loanregistry.privacy.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.loanregistry.privacy.key.Lp16;

/**
 * Makes the blind indexes of one tenant, purpose, kind and epoch (docs/formats.md 10). Safe for many threads.
 *
 * <p>Guarantees: equal values in whatever writing have one index; without the key an index confirms no guess, not even one
 * of a mobile number, of which there are few; another purpose's indexes are unrelated. Limits: equal values show as equal,
 * and whoever can have indexes made can try values: callers count and log look-ups.
 */
public final class BlindIndexKey {
    private static final byte[] LABEL = "LBI1".getBytes(StandardCharsets.US_ASCII);

    private final CanonicalForm form;
    private final int epoch;
    private final byte[] field;
    private final TokenMac mac;

    private BlindIndexKey(CanonicalForm form, int epoch, byte[] key) {
        this.form = form;
        this.epoch = epoch;
        this.field = Lp16.of(form.name());
        this.mac = new TokenMac(key);
    }

    /**
     * The key of one purpose.
     *
     * @param purpose what the look-up is for, 1 to 65,535 bytes of UTF-8
     * @param epoch 1 to 255
     */
    public static BlindIndexKey derive(TenantSecret secret, String purpose, CanonicalForm form, int epoch) {
        return of(form, epoch, secret.derive("LBK1", epoch, purpose, form.name()));
    }

    /** From the key itself, which is wiped. */
    static BlindIndexKey of(CanonicalForm form, int epoch, byte[] key) {
        return new BlindIndexKey(form, epoch, key);
    }

    /**
     * The index of a value.
     *
     * @throws IllegalArgumentException if the text is no value of this kind; the message does not quote it
     */
    public BlindIndex index(CharSequence clear) {
        byte[] canonical = form.of(clear);
        byte[] bytes = new byte[BlindIndex.BYTES];
        bytes[0] = (byte) epoch;
        byte[] length = {(byte) (canonical.length >>> 8), (byte) canonical.length};
        if (canonical.length > 0xFFFF) {
            throw new IllegalArgumentException("a text of " + canonical.length + " bytes, want at most 65535");
        }
        mac.write(bytes, 1, LABEL, field, length, canonical);
        Arrays.fill(canonical, (byte) 0);
        return new BlindIndex(bytes);
    }
}
