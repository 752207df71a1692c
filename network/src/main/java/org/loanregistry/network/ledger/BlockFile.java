package org.loanregistry.network.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Blocks one after another in one file, each on the disk before anyone hears of it.
 *
 * <p>A record is a header of 16 bytes (the text {@code LRB1}, the length of the block, CRC-32C of the block, CRC-32C of
 * the 12 bytes before) and the block. The header has its own checksum so that an unfinished last record, which a crash
 * leaves, can be told from a damaged one: the first is cut off, the second refused.
 */
final class BlockFile implements AutoCloseable {
    private static final int MAGIC = 0x4c524231;
    private static final int HEADER = 16;

    private record Place(long offset, int length) {}

    private final Path path;
    private final FileChannel channel;
    private final List<Place> places = new ArrayList<>();
    private long end;

    private BlockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens or creates the file and cuts off an unfinished last record. Throws {@link CorruptLedgerException}. */
    static BlockFile open(Path path) throws IOException {
        BlockFile file = new BlockFile(
                path,
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            file.index();
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    synchronized long height() {
        return places.size();
    }

    synchronized void append(Block block) throws IOException {
        if (block.getHeader().getNumber() != places.size()) {
            throw new IllegalArgumentException("block " + block.getHeader().getNumber() + " after " + places.size());
        }
        byte[] bytes = block.toByteArray();
        ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(bytes.length);
        header.putInt(checksum(ByteBuffer.wrap(bytes)));
        header.putInt(checksum(header.duplicate().flip())).flip();
        ByteBuffer body = ByteBuffer.wrap(bytes);
        long at = end;
        at += writeFully(header, at);
        at += writeFully(body, at);
        channel.force(true);
        places.add(new Place(end + HEADER, bytes.length));
        end = at;
    }

    Block read(long number) throws IOException {
        Place place;
        synchronized (this) {
            place = places.get(Math.toIntExact(number));
        }
        return Block.parseFrom(readFully(place.offset(), place.length()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    CorruptLedgerException corrupt(long number, String what) {
        return new CorruptLedgerException(path + ", block " + number + ": " + what);
    }

    private void index() throws IOException {
        long size = channel.size();
        while (end < size) {
            int length = length(size);
            if (length < 0) {
                channel.truncate(end);
                channel.force(true);
                return;
            }
            places.add(new Place(end + HEADER, length));
            end += HEADER + length;
        }
    }

    /** The length of the block at `end`, or -1 if the file ends before the record does. */
    private int length(long size) throws IOException {
        long number = places.size();
        if (size - end < HEADER) {
            return -1;
        }
        ByteBuffer header = readFully(end, HEADER);
        int magic = header.getInt();
        int length = header.getInt();
        int bodyChecksum = header.getInt();
        if (magic != MAGIC
                || header.getInt() != checksum(header.duplicate().position(0).limit(12))
                || length < 0) {
            throw corrupt(number, "the record's header is damaged");
        }
        if (size - end - HEADER < length) {
            return -1;
        }
        ByteBuffer body = readFully(end + HEADER, length);
        if (checksum(body.duplicate()) != bodyChecksum) {
            throw corrupt(number, "the checksum does not hold");
        }
        try {
            if (Block.parseFrom(body).getHeader().getNumber() != number) {
                throw corrupt(number, "it carries another number");
            }
        } catch (InvalidProtocolBufferException e) {
            throw corrupt(number, "it is not a block");
        }
        return length;
    }

    private long writeFully(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at - offset;
    }

    private ByteBuffer readFully(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException(path + " ends early");
            }
        }
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
