package org.loanregistry.privacy.pii;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.loanregistry.privacy.access.AccessRefusedException;

/** A value in clear while it is used; wiped when that is over, after which every look at it is refused. */
final class ClearText implements CharSequence, AutoCloseable {
    private final char[] chars;
    private int length;
    private boolean wiped;

    private ClearText(char[] chars, int length) {
        this.chars = chars;
        this.length = length;
    }

    static ClearText of(byte[] utf8) {
        char[] chars = new char[utf8.length];
        CharBuffer decoded = CharBuffer.wrap(chars);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(utf8), decoded, true);
        return new ClearText(chars, decoded.position());
    }

    private char[] open() {
        if (wiped) {
            throw new AccessRefusedException(AccessRefusedException.Why.WIPED);
        }
        return chars;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return open()[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(open(), start, end - start);
    }

    /** The value, as {@link CharSequence} demands: a copy that nobody wipes. */
    @Override
    public String toString() {
        return new String(open(), 0, length);
    }

    @Override
    public void close() {
        wiped = true;
        length = 0;
        Arrays.fill(chars, '\0');
    }
}
