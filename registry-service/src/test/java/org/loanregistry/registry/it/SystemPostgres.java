package org.loanregistry.registry.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of the system's own package, with passwords, in a temporary folder, on a free port of 127.0.0.1. */
final class SystemPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String SUPERUSER_PASSWORD = "of-the-superuser";

    private final Path programs;
    private final Path folder;
    private final int port;

    private SystemPostgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** The newest installed version's programs, if there is one. */
    static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max((one, other) -> one.compareTo(other));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static SystemPostgres start(Path programs) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("loanreg-system-postgres");
        var password = Files.writeString(folder.resolve("password"), SUPERUSER_PASSWORD);
        if (isRoot()) {
            // The server refuses to run as root; the package brings a user for it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            run(List.of("chown", "-R", "postgres:postgres", folder.toString()));
        }
        var server = new SystemPostgres(programs, folder, freePort());
        server.program(
                "initdb", "-D", server.data(), "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", password.toString());
        var options = "-c listen_addresses=127.0.0.1 -c port=" + server.port + " -c unix_socket_directories=" + folder;
        server.program(
                "pg_ctl", "-D", server.data(), "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
        return server;
    }

    /** Runs statements, one after the other, as the superuser. */
    void execute(String database, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), SUPERUSER, SUPERUSER_PASSWORD);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number that a query gives. */
    long number(String database, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), SUPERUSER, SUPERUSER_PASSWORD);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() throws IOException {
        try {
            program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void program(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("loanreg-program", ".log");
        var process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + ":\n" + Files.readString(output));
        }
        Files.delete(output);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
