package org.loanregistry.privacy.pii;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessRefusedException;
import org.loanregistry.privacy.access.PersonalField;

/**
 * Says whether a value that somebody claims is the one that is kept, and nothing else of it.
 *
 * <p>Guarantees: the ways of writing a value meet, as in blind indexes ({@link PiiKind#canonicalForm}); it takes leave for
 * exactly this person's field; what is absent is answered like what is different, over the same steps; digests under a key of
 * this process are compared, so that the time does not say how far two values agree. Limits: whoever may ask often can try
 * values, so callers count and log; a long value takes longer than a short one.
 */
public final class Comparison {
    private static final byte[] PROCESS_KEY = new byte[32];
    private static final byte KEPT = 1;
    private static final byte ABSENT = 0;

    static {
        new SecureRandom().nextBytes(PROCESS_KEY);
    }

    private Comparison() {}

    /** Whether a claimed value has the form of its kind; one that has not cannot be compared. */
    public static boolean isComparable(Pii<?> claimed) {
        return form(claimed) != null;
    }

    /**
     * Whether the kept value and the claimed one are the same.
     *
     * @param grant leave for this person's field at MATCH or more, one comparison of which this uses up
     * @param place whose field it is
     * @param kept of the claimed one's kind, null if nothing is kept; what has no form of its kind equals nothing
     * @param claimed comparable
     * @throws AccessRefusedException if the grant does not cover this field now, or the kept value is another's
     */
    public static boolean isMatch(AccessGrant grant, PersonalField place, @Nullable Pii<?> kept, Pii<?> claimed) {
        if (kept != null && !kept.kind().equals(claimed.kind())) {
            throw new IllegalArgumentException(
                    "a claim of kind " + claimed.kind().label() + " about one of kind "
                            + kept.kind().label());
        }
        if (kept != null && kept.place() != null && !place.equals(kept.place())) {
            throw new AccessRefusedException(AccessRefusedException.Why.OTHER_PERSON);
        }
        grant.claimComparison(place);
        byte[] claim = form(claimed);
        if (claim == null) {
            throw new IllegalArgumentException(
                    "the claim is no value of kind " + claimed.kind().label());
        }
        byte[] value = kept == null ? null : form(kept);
        // What is absent is compared all the same: with the claim itself, marked so that it never equals.
        byte[] left = digest(value == null ? ABSENT : KEPT, value == null ? claim : value);
        byte[] right = digest(KEPT, claim);
        Arrays.fill(claim, (byte) 0);
        if (value != null) {
            Arrays.fill(value, (byte) 0);
        }
        return MessageDigest.isEqual(left, right);
    }

    private static byte @Nullable [] form(Pii<?> value) {
        try (ClearText clear = ClearText.of(value.open())) {
            return value.kind().canonicalForm().of(clear);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] digest(byte mark, byte[] canonical) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(PROCESS_KEY);
            sha256.update(mark);
            return sha256.digest(canonical);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
