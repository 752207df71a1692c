package org.loanregistry.registry.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        var server = create(programs);
        server.start();
        return server;
    }

    /** A new database cluster whose server does not run yet. */
    static SystemPostgres create(Path programs) throws IOException, InterruptedException {
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
        return server;
    }

    /** Adds lines to the server's settings, for its next start. */
    void configure(String lines) throws IOException {
        Files.writeString(folder.resolve("data/postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    void start() throws IOException, InterruptedException {
        var options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + folder;
        program("pg_ctl", "-D", data(), "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
    }

    /** Without a last checkpoint, as at a loss of power. */
    void stopAtOnce() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    /** Runs a script in a shell, as the user of the server and as its superuser. */
    void shell(String script) throws IOException, InterruptedException {
        var file = folder.resolve("script");
        Files.writeString(
                file,
                "export PATH=" + programs + ":$PATH PGHOST=127.0.0.1 PGPORT=" + port + " PGUSER=" + SUPERUSER
                        + " PGPASSWORD=" + SUPERUSER_PASSWORD + "\n" + script);
        as("/bin/sh", List.of("-eu", file.toString()));
    }

    Path folder() {
        return folder;
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

    /** The text that a query gives. */
    String text(String database, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), SUPERUSER, SUPERUSER_PASSWORD);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The number that a query gives. */
    long number(String database, String query) throws SQLException {
        return Long.parseLong(text(database, query));
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server, if it runs, and deletes everything. */
    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(folder.resolve("data/postmaster.pid"))) {
                stopAtOnce();
            }
            run(List.of("rm", "-rf", folder.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void program(String name, String... arguments) throws IOException, InterruptedException {
        as(programs.resolve(name).toString(), List.of(arguments));
    }

    /** Runs a command as the user of the server. */
    private static void as(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(program);
        command.addAll(arguments);
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
