package org.loanregistry.registry.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Rows for one table, gathered and sent by COPY: some ten times as quick as inserts. Not thread-safe. */
public final class CopyRows {
    private static final HexFormat HEX = HexFormat.of();

    private final String target;
    private final StringBuilder rows = new StringBuilder();
    private boolean inRow;

    /** Rows for {@code target}: a table and its columns, {@code table (a, b)}. */
    public CopyRows(String target) {
        this.target = target;
    }

    /** The next column: an integer. */
    public CopyRows add(long number) {
        next().append(number);
        return this;
    }

    /** The next column: a UUID. */
    public CopyRows add(UUID id) {
        next().append(id);
        return this;
    }

    /** The next column: an identifier, without characters that COPY would have to escape. */
    public CopyRows add(String name) {
        if (name.chars().anyMatch(c -> c < ' ' || c == '\\')) {
            throw new IllegalArgumentException("want an identifier");
        }
        next().append(name);
        return this;
    }

    /** The next column: bytes. */
    public CopyRows add(byte[] bytes) {
        HEX.formatHex(next().append("\\\\x"), bytes);
        return this;
    }

    /** Ends the row. */
    public void endRow() {
        rows.append('\n');
        inRow = false;
    }

    private StringBuilder next() {
        if (inRow) {
            rows.append('\t');
        }
        inRow = true;
        return rows;
    }

    /** Sends the rows in the transaction. */
    public void send(Transaction tx) {
        if (rows.isEmpty()) {
            return;
        }
        tx.dsl().connection(connection -> {
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + target + " from stdin", new StringReader(rows.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        rows.setLength(0);
    }
}
