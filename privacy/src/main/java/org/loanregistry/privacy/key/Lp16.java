package org.loanregistry.privacy.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The {@code lp16} text form of docs/formats.md 8: a u16 length, then that many bytes of UTF-8. */
public final class Lp16 {
    private static final int MAX_BYTES = 0xFFFF;

    private Lp16() {}

    /**
     * Encodes a text of 1 to 65,535 UTF-8 bytes.
     *
     * @throws IllegalArgumentException if it is empty, longer, or no valid Unicode: a lone surrogate would be replaced by
     *     a question mark, so that two texts had the same bytes
     */
    public static byte[] of(String text) {
        ByteBuffer utf8;
        try {
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text holds a lone surrogate", e);
        }
        int length = utf8.remaining();
        if (length == 0 || length > MAX_BYTES) {
            throw new IllegalArgumentException("a text of " + length + " bytes, want 1 to " + MAX_BYTES);
        }
        return ByteBuffer.allocate(2 + length)
                .putShort((short) length)
                .put(utf8)
                .array();
    }
}
