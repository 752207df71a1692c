package org.loanregistry.benchmarks.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * What the write path is compared with: the rows of a round as they stand in {@code repayment}, each with its 69 bytes of
 * leaf, put by plain COPY or plain INSERT into a table of the same columns, checks and indexes and nothing else.
 */
final class PlainTable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final String ROWS =
            "select r.*, decode(repeat('a5', 69), 'hex') from repayment r where repayment_number like '%s-%%'";

    private final RunningRegistry registry;
    private final int columns;

    PlainTable(RunningRegistry registry) throws SQLException {
        this.registry = registry;
        try (var connection = registry.owner();
                var statement = connection.createStatement()) {
            for (var table : List.of("plain_copied", "plain_inserted", "plain_with_leaves")) {
                statement.execute("create table " + table + " (like repayment including all)");
                statement.execute("alter table " + table + " add leaf_data bytea not null");
                statement.execute("grant insert on " + table + " to loanreg_app");
            }
            try (var result = statement.executeQuery("select * from plain_copied")) {
                columns = result.getMetaData().getColumnCount();
            }
        }
    }

    /** The rows of a round in the form in which COPY takes them. */
    List<byte[]> tuples(String round) throws SQLException {
        List<byte[]> tuples = new ArrayList<>();
        try (var connection = registry.owner()) {
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + ROWS.formatted(round) + ") to stdout (format binary)");
            for (var data = copy.readFromCopy(); data != null; data = copy.readFromCopy()) {
                tuples.add(data);
            }
        }
        // The first message begins with the header, the last is the trailer.
        var first = tuples.getFirst();
        tuples.set(0, java.util.Arrays.copyOfRange(first, HEADER.length, first.length));
        tuples.removeLast();
        return tuples;
    }

    /** COPY of the rows, {@code batch} a commit, on one connection. */
    void copy(List<byte[]> tuples, int batch) throws SQLException {
        try (var connection = registry.owner()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < tuples.size(); from += batch) {
                copy(connection, "plain_copied", tuples.subList(from, Math.min(tuples.size(), from + batch)));
                connection.commit();
            }
        }
    }

    static void copy(Connection connection, String table, List<byte[]> tuples) throws SQLException {
        var bytes = new java.io.ByteArrayOutputStream(tuples.size() * 600);
        bytes.writeBytes(HEADER);
        tuples.forEach(bytes::writeBytes);
        bytes.writeBytes(new byte[] {-1, -1});
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        copy.endCopy();
    }

    /** The rows of a round as the texts of their columns. */
    List<String[]> texts(String round) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (var connection = registry.owner();
                var statement = connection.createStatement();
                var result = statement.executeQuery(ROWS.formatted(round))) {
            while (result.next()) {
                var row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** One INSERT and one commit a row, by so many clients. */
    void insert(List<String[]> rows, int clients) throws Exception {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                connections.add(registry.owner());
            }
            var casts = casts();
            var next = new AtomicInteger();
            Clients.run(clients, client -> {
                try (var insert =
                        connections.get(client).prepareStatement("insert into plain_inserted values (" + casts + ")")) {
                    for (int i = next.getAndIncrement(); i < rows.size(); i = next.getAndIncrement()) {
                        for (int column = 0; column < columns; column++) {
                            insert.setString(column + 1, rows.get(i)[column]);
                        }
                        insert.executeUpdate();
                    }
                }
            });
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    private String casts() throws SQLException {
        try (var connection = registry.owner();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select * from plain_inserted where false")) {
            var types = result.getMetaData();
            return IntStream.rangeClosed(1, columns)
                    .mapToObj(column -> {
                        try {
                            return "?::" + types.getColumnTypeName(column);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .collect(Collectors.joining(", "));
        }
    }
}
