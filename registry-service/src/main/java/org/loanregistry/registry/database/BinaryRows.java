package org.loanregistry.registry.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for one table, gathered and sent by binary COPY: each column in the form in which PostgreSQL's type sends itself, so
 * that neither side parses text. The columns of a row are added in the order of the target's. Not thread-safe.
 */
public final class BinaryRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int TEXT_OID = 25;
    private static final int BIGINT_OID = 20;
    private static final int UUID_OID = 2950;
    private static final Instant EPOCH_2000 = Instant.parse("2000-01-01T00:00:00Z");
    private static final long DAY_2000 = LocalDate.EPOCH.until(LocalDate.of(2000, 1, 1), ChronoUnit.DAYS);

    private final String target;
    private final short columns;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 14);
    private int added;

    /** Rows for {@code target}, a table and its columns, {@code table (a, b)}. */
    public BinaryRows(String target) {
        this.target = target;
        this.columns = (short) (1 + target.chars().filter(c -> c == ',').count());
    }

    /** The next column: a smallint. */
    public BinaryRows add(short number) {
        next(Short.BYTES).putShort(number);
        return this;
    }

    /** The next column: an integer. */
    public BinaryRows add(int number) {
        next(Integer.BYTES).putInt(number);
        return this;
    }

    /** The next column: a bigint. */
    public BinaryRows add(long number) {
        next(Long.BYTES).putLong(number);
        return this;
    }

    /** The next column: a UUID. */
    public BinaryRows add(UUID id) {
        next(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return this;
    }

    /** The next column: a text, or null. */
    public BinaryRows add(@Nullable String text) {
        return text == null ? addNull() : add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next column: bytes. */
    public BinaryRows add(byte[] value) {
        next(value.length).put(value);
        return this;
    }

    /** The next column: a timestamp with time zone, to the microsecond. */
    public BinaryRows add(Instant at) {
        return add(Duration.between(EPOCH_2000, at).toNanos() / 1000);
    }

    /** The next column: a date, or null. */
    public BinaryRows add(@Nullable LocalDate day) {
        return day == null ? addNull() : add(Math.toIntExact(day.toEpochDay() - DAY_2000));
    }

    /** The next column: an array of texts, none of them null. */
    public BinaryRows add(Collection<String> texts) {
        int length = texts.isEmpty() ? 3 * Integer.BYTES : 5 * Integer.BYTES;
        byte[][] values = new byte[texts.size()][];
        int i = 0;
        for (String text : texts) {
            values[i] = text.getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + values[i++].length;
        }
        ByteBuffer array =
                next(length).putInt(values.length == 0 ? 0 : 1).putInt(0).putInt(TEXT_OID);
        if (values.length > 0) {
            array.putInt(values.length).putInt(1);
        }
        for (byte[] value : values) {
            array.putInt(value.length).put(value);
        }
        return this;
    }

    /** The next column: an array of bigint, at least one. */
    public BinaryRows addNumbers(List<Long> numbers) {
        ByteBuffer array = nextArray(BIGINT_OID, numbers.size(), Long.BYTES);
        for (long number : numbers) {
            array.putInt(Long.BYTES).putLong(number);
        }
        return this;
    }

    /** The next column: an array of UUIDs, at least one. */
    public BinaryRows addIds(List<UUID> ids) {
        ByteBuffer array = nextArray(UUID_OID, ids.size(), 2 * Long.BYTES);
        for (UUID id : ids) {
            array.putInt(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return this;
    }

    private ByteBuffer nextArray(int type, int count, int length) {
        return next(5 * Integer.BYTES + count * (Integer.BYTES + length))
                .putInt(1)
                .putInt(0)
                .putInt(type)
                .putInt(count)
                .putInt(1);
    }

    /** The next column: null. */
    public BinaryRows addNull() {
        beginColumn(0);
        bytes.putInt(-1);
        return this;
    }

    private ByteBuffer next(int length) {
        beginColumn(length);
        return bytes.putInt(length);
    }

    private void beginColumn(int length) {
        int needed = length + 2 * Integer.BYTES;
        if (bytes.remaining() < needed) {
            int capacity = Math.max(2 * bytes.capacity(), bytes.position() + needed);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity)).position(bytes.position());
        }
        if (added % columns == 0) {
            bytes.putShort(columns);
        }
        added++;
    }

    /** Sends the rows in the transaction; none is left. A row that lacks a column is an IllegalStateException. */
    public void send(Transaction tx) {
        if (added % columns != 0) {
            throw new IllegalStateException("got " + added + " columns for rows of " + columns + ": " + target);
        }
        if (added == 0) {
            return;
        }
        tx.dsl().connection(connection -> {
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + target + " from stdin (format binary)");
            try {
                copy.writeToCopy(HEADER, 0, HEADER.length);
                copy.writeToCopy(bytes.array(), 0, bytes.position());
                copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
                copy.endCopy();
            } catch (SQLException e) {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
                throw e;
            }
        });
        bytes.clear();
        added = 0;
    }
}
