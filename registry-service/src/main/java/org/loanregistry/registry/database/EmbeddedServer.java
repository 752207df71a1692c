package org.loanregistry.registry.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A PostgreSQL of the service's own under {@code <home>/postgres}, kept across restarts, on a free port of 127.0.0.1. It
 * trusts whoever reaches that address: for development and the demo, not for a deployment.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String DATABASE = "postgres";
    private static final String OWNER = "postgres";
    private static final String APP = "loanreg_app";

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final FileChannel lock;

    private EmbeddedServer(EmbeddedPostgres postgres, Path data, FileChannel lock) {
        this.postgres = postgres;
        this.data = data;
        this.lock = lock;
    }

    /**
     * Starts the server, creating it on first use. A server left behind by a killed service is stopped first.
     *
     * @throws IllegalStateException if another live service uses this home
     */
    public static EmbeddedServer start(Path home) {
        var directory = home.toAbsolutePath().resolve("postgres");
        try {
            Files.createDirectories(directory);
            var lock = lock(directory.resolve("service.lock"));
            var data = directory.resolve("data");
            LeftoverServer.stop(data);
            return new EmbeddedServer(launch(data), data, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL under " + directory, e);
        }
    }

    private static EmbeddedPostgres launch(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs().toFile())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "120")
                .setServerConfig("max_wal_size", "2GB")
                // A forgotten open transaction would hold back the sequencer's horizon for ever.
                .setServerConfig("idle_in_transaction_session_timeout", "60s")
                .start();
    }

    /** Unpacked once a user; another user's folder of that name is not ours to run programs from. */
    private static Path programs() throws IOException {
        var user = System.getProperty("user.name");
        var folder = Path.of(System.getProperty("java.io.tmpdir"), "loanreg-postgres-" + user);
        Files.createDirectories(folder);
        if (!Files.getOwner(folder).getName().equals(user)) {
            throw new IOException(folder + " is not owned by " + user);
        }
        return folder;
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IllegalStateException("this process already runs a service on " + file.getParent(), e);
        }
        channel.close();
        throw new IllegalStateException("another service is running on " + file.getParent());
    }

    /** The login of the owner of everything, for migrations only. */
    public DatabaseLogin owner() {
        return new DatabaseLogin(postgres.getJdbcUrl(OWNER, DATABASE), OWNER, "");
    }

    /** The login of the application; the role exists once the migrations have run. */
    public DatabaseLogin app() {
        return new DatabaseLogin(postgres.getJdbcUrl(APP, DATABASE), APP, "");
    }

    /** Stops the server; committed data stays. */
    @Override
    public void close() {
        try (lock) {
            postgres.close();
            // The library gives up after five seconds, too soon on a busy machine.
            LeftoverServer.stop(data);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
