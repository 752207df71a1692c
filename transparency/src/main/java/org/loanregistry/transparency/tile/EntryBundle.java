package org.loanregistry.transparency.tile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** C2SP tlog-tiles entry bundles: 1 to 256 entries, each a 16-bit big-endian length and that many bytes of leaf data. */
public final class EntryBundle {
    /** The largest entry, in bytes. */
    public static final int MAX_ENTRY_BYTES = 0xFFFF;

    private EntryBundle() {}

    /** Encodes 1 to 256 entries of at most 65,535 bytes each. */
    public static byte[] encode(List<byte[]> entries) {
        TileAddress.requireWidth(entries.size());
        int length = 0;
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException(
                        "got an entry of " + entry.length + " bytes, want at most " + MAX_ENTRY_BYTES);
            }
            length += Short.BYTES + entry.length;
        }
        ByteBuffer bundle = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }

    /** Decodes a bundle of exactly {@code width} entries, 1 to 256, with nothing after the last. */
    public static List<byte[]> decode(byte[] bundle, int width) {
        TileAddress.requireWidth(width);
        ByteBuffer bytes = ByteBuffer.wrap(bundle);
        List<byte[]> entries = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            int length = bytes.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                throw new IllegalArgumentException("the bundle ends within entry " + i + " of " + width);
            }
            byte[] entry = new byte[length];
            bytes.get(entry);
            entries.add(entry);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("got " + bytes.remaining() + " bytes after entry " + width + ", want 0");
        }
        return entries;
    }

    /** The path below the log's address: {@code tile/entries/<N>} or {@code tile/entries/<N>.p/<W>}. */
    public static String path(long index, int width) {
        if (index < 0) {
            throw new IllegalArgumentException("got bundle index " + index + ", want at least 0");
        }
        TileAddress.requireWidth(width);
        return "tile/entries/" + TileAddress.indexPath(index, width);
    }
}
