package org.loanregistry.privacy.pii;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessRefusedException;
import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.mask.MaskLevel;
import org.loanregistry.privacy.mask.Masked;
import org.loanregistry.privacy.token.BlindIndex;
import org.loanregistry.privacy.token.BlindIndexKey;
import org.loanregistry.privacy.token.FormatTokens;

/**
 * A personal value. It can be sealed, indexed, masked, committed to and compared; to see it takes {@link #reveal} with a
 * grant.
 *
 * <p>Guarantees: neither {@code toString} nor an exception shows the value or its length; it is not serialisable and has no
 * property or field that a JSON or JDBC binding reads; equality takes the same time wherever values of one length differ;
 * {@link #close} wipes the bytes. Limits: reflection and a heap dump before {@code close} reach the bytes; the text that a
 * value is made of, and what {@code reveal}'s function makes of it, are the caller's.
 *
 * @param <K> what it is
 */
public final class Pii<K extends PiiKind> implements AutoCloseable {
    /** For hash codes: a hash without a secret would confirm guesses. */
    private static final byte[] PROCESS_KEY = new byte[32];

    /** Shorter prefixes could be guessed, and so the value. */
    private static final int MIN_PREFIX = 32;

    static {
        new SecureRandom().nextBytes(PROCESS_KEY);
    }

    private final K kind;
    /** Transient, so that a library that reads private fields (Gson, Jackson when told to) leaves it out. */
    private final transient byte[] bytes;

    private final transient @Nullable PersonalField place;
    private volatile boolean wiped;

    private Pii(K kind, byte[] bytes, @Nullable PersonalField place) {
        this.kind = kind;
        this.bytes = bytes;
        this.place = place;
    }

    /**
     * A value that came in from outside, in NFC. It belongs to nobody yet, so that no grant opens it.
     *
     * @throws IllegalArgumentException if the text is empty or holds a lone surrogate; the message does not quote it
     */
    public static <K extends PiiKind> Pii<K> of(K kind, CharSequence clear) {
        CharSequence normal = Normalizer.isNormalized(clear, Normalizer.Form.NFC)
                ? clear
                : Normalizer.normalize(clear, Normalizer.Form.NFC);
        ByteBuffer encoded = ByteBuffer.allocate(3 * normal.length());
        try {
            var result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(normal), encoded, true);
            if (result.isError()) {
                result.throwException();
            }
            if (encoded.position() == 0) {
                throw new IllegalArgumentException("a value of kind " + kind.label() + " may not be empty");
            }
            return new Pii<>(kind, Arrays.copyOf(encoded.array(), encoded.position()), null);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a value of kind " + kind.label() + " is no Unicode text", e);
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    /**
     * What a loan's record says of a person: kept in clear, and so never out of an envelope, but shown under a grant all the same.
     *
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static Pii<PiiKind> ofRecord(PiiKind.RecordValue kind, CharSequence clear, PersonalField place) {
        Pii<PiiKind.RecordValue> value = of(kind, clear);
        return new Pii<>(kind, value.bytes, place);
    }

    /** A value out of its envelope; takes the bytes over. */
    static <K extends PiiKind> Pii<K> opened(K kind, byte[] bytes, PersonalField place) {
        return new Pii<>(kind, bytes, place);
    }

    /** What it is. */
    public K kind() {
        return kind;
    }

    /** The value masked. */
    public Masked mask(MaskLevel level) {
        try (ClearText clear = ClearText.of(open())) {
            return kind.maskType().mask(clear, level);
        }
    }

    /**
     * Shows the value to a function, and wipes what it was shown once that returns. The dangerous call: find every one by
     * searching for {@code reveal}.
     *
     * @param grant leave for exactly this person's field, which this uses up
     * @param use gets the value; it must not keep the sequence, and what it returns is its own affair
     * @throws AccessRefusedException if the grant does not cover this value now, or the value is of class C3
     */
    public <R> R reveal(AccessGrant grant, Function<CharSequence, R> use) {
        if (kind.dataClass() == DataClass.C3) {
            throw new AccessRefusedException(AccessRefusedException.Why.CLASS_C3);
        }
        PersonalField owner = place;
        if (owner == null) {
            throw new AccessRefusedException(AccessRefusedException.Why.UNBOUND);
        }
        byte[] value = open();
        grant.claim(owner);
        try (ClearText clear = ClearText.of(value)) {
            return use.apply(clear);
        }
    }

    /** The blind index of the value. */
    public BlindIndex index(BlindIndexKey key) {
        try (ClearText clear = ClearText.of(open())) {
            return key.index(clear);
        }
    }

    /** The format-preserving token of the value. */
    public String token(FormatTokens tokens) {
        try (ClearText clear = ClearText.of(open())) {
            return tokens.token(clear);
        }
    }

    /**
     * {@code SHA-256(prefix || u32 length || value)}: how a record commits to the value without seeing it.
     *
     * @param prefix at least 32 bytes, with a random salt that is as secret as the value
     */
    public byte[] digest(byte[] prefix) {
        if (prefix.length < MIN_PREFIX) {
            throw new IllegalArgumentException(prefix.length + " bytes before a value, want at least " + MIN_PREFIX);
        }
        byte[] value = open();
        MessageDigest sha256 = sha256();
        sha256.update(prefix);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        return sha256.digest(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** Whose value it is, null if nobody's yet. */
    @Nullable
    PersonalField place() {
        return place;
    }

    /** The bytes themselves, for this package to seal and compare. */
    byte[] open() {
        if (wiped) {
            throw new AccessRefusedException(AccessRefusedException.Why.WIPED);
        }
        return bytes;
    }

    /** Whether kind and value are the same; whose value it is does not matter. Wiped values equal nothing but themselves. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Pii<?> that
                && !wiped
                && !that.wiped
                && kind.equals(that.kind)
                && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** Keyed anew in each process, so that it confirms no guess elsewhere. */
    @Override
    public int hashCode() {
        MessageDigest sha256 = sha256();
        sha256.update(PROCESS_KEY);
        return ByteBuffer.wrap(sha256.digest(bytes)).getInt();
    }

    /** Kind and class, as in {@code Pii[ResidentId:C2]}. */
    @Override
    public String toString() {
        return "Pii[" + kind.label() + ":" + kind.dataClass() + "]";
    }

    /** Wipes the bytes; every later use is refused. */
    @Override
    public void close() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
