package org.loanregistry.registry.log;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.EmbeddedServer;
import org.loanregistry.registry.database.Migrations;
import org.loanregistry.registry.web.DescribedAnswers;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** The registry's beans on a database of their own, on one PostgreSQL for all tests of the process; no HTTP, no jobs. */
public final class TestRegistry implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Deque<Runnable> ENDS = new ConcurrentLinkedDeque<>();

    static {
        // One hook, for the order matters: what runs in a folder ends before the folder is deleted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ENDS.forEach(Runnable::run)));
    }

    /** Started by whoever needs a database: a child of a crash test has one already. */
    private static final class Shared {
        private static final EmbeddedServer SERVER = start();

        private static EmbeddedServer start() {
            var server = EmbeddedServer.start(temporaryFolder());
            atExit(server::close);
            return server;
        }
    }

    private final Path home;
    private final DatabaseLogin owner;
    private final Map<String, Object> settings;
    private final ApplicationContext beans;

    private TestRegistry(Path home, String databaseName, Map<String, Object> more) {
        this.home = home;
        this.owner = named(Shared.SERVER.owner(), databaseName);
        this.settings = Map.copyOf(more);
        var app = named(Shared.SERVER.app(), databaseName);
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("registry.home", home.toString());
        properties.putIfAbsent("micronaut.server.port", -1);
        properties.put("datasources.default.url", app.url());
        properties.put("datasources.default.username", app.user());
        properties.put("datasources.default.maximum-pool-size", 8);
        this.beans = ApplicationContext.builder()
                .banner(false)
                .environments(more.containsKey("registry.identity.issuer") ? new String[] {"identity"} : new String[0])
                .properties(properties)
                .start();
    }

    /** A registry with an empty log. */
    public static TestRegistry create() {
        return create(Map.of());
    }

    /** A registry with an empty log and these settings. */
    public static TestRegistry create(Map<String, Object> more) {
        return new TestRegistry(temporaryFolder(), emptyDatabase(), more);
    }

    private static String emptyDatabase() {
        var name = "test_" + COUNT.incrementAndGet();
        execute(Shared.SERVER.owner(), "create database " + name + " template template0");
        Migrations.run(named(Shared.SERVER.owner(), name));
        return name;
    }

    /** Has something done when the process ends, before what was asked for earlier. */
    static void atExit(Runnable end) {
        ENDS.addFirst(end);
    }

    /** A folder that is deleted when the process ends. */
    static Path temporaryFolder() {
        try {
            var folder = Files.createTempDirectory("loanreg-test");
            atExit(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + e.getMessage());
        }
    }

    private static DatabaseLogin named(DatabaseLogin login, String databaseName) {
        return new DatabaseLogin(login.url().replace("/postgres?", "/" + databaseName + "?"), login.user(), "");
    }

    /** Runs one statement as the owner of everything. */
    public void asOwner(String sql) {
        execute(owner, sql);
    }

    /** Takes the database away from everybody, or gives it back. */
    void takeAway(boolean away) {
        var name = owner.url().replaceAll(".*/(test_\\d+)\\?.*", "$1");
        execute(Shared.SERVER.owner(), "alter database " + name + " allow_connections " + !away);
        if (away) {
            execute(
                    Shared.SERVER.owner(),
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        }
    }

    /** The number of rows, as the owner of everything sees them; {@code from} is a table and maybe a condition. */
    public long count(String from) {
        try (var connection = owner.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + from)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one statement as the application. */
    void asApp(String sql) {
        execute(bean(DatabaseLogin.class), sql);
    }

    private static void execute(DatabaseLogin login, String sql) {
        try (var connection = login.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bean of the registry. */
    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** Another process's vault over the same database and key file: with no key open. */
    public RegistryVault newVault() {
        return new RegistryVault(bean(Database.class), bean(TenantKeys.class), bean(FieldSealer.class));
    }

    /** Starts HTTP and the jobs of the log, and gives the address. */
    public URI serve() {
        return bean(io.micronaut.runtime.server.EmbeddedServer.class).start().getURI();
    }

    /** The answer to a GET, with this bearer token unless it is empty. */
    public static HttpResponse<byte[]> get(URI address, String token) {
        var request = HttpRequest.newBuilder(address);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    /** The answer to any request; if it is one to an operation of openapi.yml, it must be described there. */
    public static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            DescribedAnswers.check(request, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the log has at least {@code size} signed leaves. */
    public void awaitSize(long size) {
        awaitSize(LogName.RECORDS, size);
    }

    /** The same of this log. */
    public void awaitSize(LogName log, long size) {
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (bean(StatusBoard.class).of(log).integratedSize() < size) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the log has " + size(log) + " leaves, not " + size);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Waits until everything that was recorded is integrated and signed. */
    public void awaitQuiet(LogName log) {
        var deadline = System.nanoTime() + 60_000_000_000L;
        var store = new StageStore();
        while (true) {
            var stages = database().read(tx -> store.read(tx, log));
            if (stages.queued() == 0 && stages.signed() == stages.integrated()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the log does not come to rest: " + stages);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The single column of a query, as text, as the owner of everything sees it. */
    public List<String> texts(String sql) {
        try (var connection = owner.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The state directory. */
    public Path home() {
        return home;
    }

    Database database() {
        return bean(Database.class);
    }

    /** Queues leaves of random content, each for these feeds, in one transaction. */
    List<NewLeaf> queue(RandomGenerator random, int count, String... feeds) {
        return queue(LogName.RECORDS, random, count, feeds);
    }

    /** The same in this log. */
    List<NewLeaf> queue(LogName log, RandomGenerator random, int count, String... feeds) {
        var leaves = randomLeaves(random, count, feeds);
        database().inTransaction(tx -> {
            bean(LeafQueue.class).append(tx, log, leaves);
            return leaves;
        });
        return leaves;
    }

    static List<NewLeaf> randomLeaves(RandomGenerator random, int count, String... feeds) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(index -> {
                    var data = new byte[NewLeaf.LEAF_BYTES];
                    random.nextBytes(data);
                    return new NewLeaf(new UUID(random.nextLong(), random.nextLong()), data, Set.of(feeds));
                })
                .toList();
    }

    /** Integrates and signs all that waits, until nothing does. */
    public void integrateAll() {
        for (var log : LogName.values()) {
            try (var sequencer = bean(SequencerJobs.class).of(log)) {
                long before;
                do {
                    before = size(log);
                    sequencer.step();
                } while (size(log) > before);
            }
        }
    }

    /** The number of integrated leaves. */
    long size() {
        return size(LogName.RECORDS);
    }

    long size(LogName log) {
        return database().read(tx -> new TreeStore().read(tx, log)).size();
    }

    /** The integrated root. */
    Hash root() {
        return database().read(tx -> new TreeStore().read(tx, LogName.RECORDS)).root();
    }

    /** The leaf hashes of the log, computed from its entry bundles. */
    List<Hash> leafHashes() {
        var entries = new EntryStore();
        return database()
                .read(tx -> java.util.stream.LongStream.range(
                                0, new TreeStore().read(tx, LogName.RECORDS).size())
                        .mapToObj(index -> TreeHash.leaf(entries.leafData(tx, LogName.RECORDS, index)))
                        .toList());
    }

    /** What the ledger would hold had it taken the newest signed head. */
    AnchoredCheckpoint newestHead() {
        return newestHead(LogName.RECORDS);
    }

    private AnchoredCheckpoint newestHead(LogName log) {
        var signed = database()
                .read(tx -> new CheckpointStore().newestSigned(tx, log))
                .orElseThrow();
        return new AnchoredCheckpoint(1_700_000_000L, "0".repeat(64), signed.note());
    }

    /** Counts the newest signed head as anchored, as if the ledger had taken it. */
    public void anchorWithoutLedger() {
        anchorWithoutLedger(LogName.RECORDS);
    }

    /** The same of this log. */
    public void anchorWithoutLedger(LogName log) {
        var head = newestHead(log);
        database().inTransaction(tx -> {
            new CheckpointStore().markAnchored(tx, log, head);
            return head;
        });
    }

    /** A second service on the same database and home. */
    TestRegistry again() {
        return new TestRegistry(home, owner.url().replaceAll(".*/(test_\\d+)\\?.*", "$1"), settings);
    }

    /** The same with these settings. */
    TestRegistry again(Map<String, Object> more) {
        return new TestRegistry(home, owner.url().replaceAll(".*/(test_\\d+)\\?.*", "$1"), more);
    }

    /** The same operator with the same keys and another history: an empty database. */
    public TestRegistry rewritten() {
        return new TestRegistry(home, emptyDatabase(), settings);
    }

    @Override
    public void close() {
        beans.close();
    }
}
