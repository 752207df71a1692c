package org.loanregistry.registry.cli;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Migrations;
import org.loanregistry.registry.key.KeyDesk;
import org.loanregistry.registry.log.HistoryException;
import org.loanregistry.registry.log.LogStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop: database, migrations, check of the history, HTTP. */
@Command(
        name = "serve",
        description = {
            "Runs the registry service until stopped, with a PostgreSQL of its own under the state directory,",
            "or with the server that LOANREG_DATABASE_URL names.",
            "Exit status 2: an unknown setting, the database cannot be logged in to, or the keys not opened; 3: the database is not the history that the ledger holds."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final int UNKNOWN_SETTING = 2;
    private static final int NO_DATABASE = 2;
    private static final int NO_KEYS = 2;
    private static final int HISTORY_DISAGREES = 3;

    @Option(names = "--home", description = "State directory (default: LOANREG_HOME, else .loanreg).")
    private @Nullable Path home;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host-name",
            defaultValue = "registry.example",
            description = "Host part of the logs' origins; never to be changed later (default: ${DEFAULT-VALUE}).")
    private String hostName = "registry.example";

    @Option(
            names = "--ledger",
            description = "Properties file of the ledger's endpoint; without it nothing is anchored.")
    private @Nullable Path ledger;

    @Option(
            names = "--witness",
            paramLabel = "URL",
            description =
                    "Where a bank's witness answers; repeatable. Whose cosignatures count is agreed on the ledger.")
    private List<URI> witnesses = List.of();

    @Option(
            names = "--sequencer-interval",
            defaultValue = "200ms",
            description = "Rest between two batches of the log (default: ${DEFAULT-VALUE}).")
    private String sequencerInterval = "200ms";

    @Option(
            names = "--production",
            description = "Nothing that is for development only: no development tokens and no sign-in with them.")
    private boolean production;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        var unknown =
                KnownSettings.faults(System.getenv(), System.getProperties().stringPropertyNames());
        if (!unknown.isEmpty()) {
            unknown.forEach(fault -> System.err.println("loanreg serve: " + fault));
            return UNKNOWN_SETTING;
        }
        var provider = ProviderSettings.ofProcess();
        Map<String, Object> ofProvider;
        try {
            ofProvider = provider.properties();
        } catch (IllegalArgumentException e) {
            System.err.println("loanreg serve: " + e.getMessage());
            return UNKNOWN_SETTING;
        }
        var state = home == null ? defaultHome() : home;
        Files.createDirectories(state);
        try (var database = ServiceDatabase.open(state)) {
            if (isSaid(database.owner().fault())) {
                return NO_DATABASE;
            }
            if (isSaid(migrated(database)) || isSaid(database.app().faultOfService())) {
                return NO_DATABASE;
            }
            var service = ApplicationContext.builder()
                    .banner(false)
                    .environments(provider.isPresent() ? new String[] {ProviderSettings.ENVIRONMENT} : new String[0])
                    .properties(properties(state, database, ofProvider))
                    .build();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, database), "stop"));
            return serve(service.start());
        }
    }

    /** Why the migrations could not be run as the schema's owner; empty if they were. */
    private static Optional<String> migrated(ServiceDatabase database) {
        try {
            Migrations.run(database.owner());
            return Optional.empty();
        } catch (Migrations.NotPermitted e) {
            return Optional.of(database.owner().user() + " may not migrate the database: " + e.getMessage());
        }
    }

    private static boolean isSaid(Optional<String> fault) {
        fault.ifPresent(why -> System.err.println("loanreg serve: " + why));
        return fault.isPresent();
    }

    private int serve(ApplicationContext service) throws InterruptedException {
        try {
            var missing = service.getBean(KeyDesk.class).faults();
            if (!missing.isEmpty()) {
                missing.forEach(fault -> System.err.println("loanreg serve: refused to start: " + fault));
                System.err.println("loanreg serve: restore the newest copy of the keys; nothing was changed");
                service.close();
                return NO_KEYS;
            }
            service.getBean(LogStart.class).check();
        } catch (BeanInstantiationException e) {
            System.err.println(
                    "loanreg serve: refused to start: " + NoKeys.reason(e).getMessage());
            service.close();
            return NO_KEYS;
        } catch (HistoryException e) {
            System.err.println("loanreg serve: refused to start: " + e.getMessage());
            System.err.println(
                    "loanreg serve: nothing was changed; the ways out: docs/runbook.md, \"How do I restore?\"");
            service.close();
            return HISTORY_DISAGREES;
        }
        var server = service.getBean(EmbeddedServer.class).start();
        System.out.println("ready " + server.getURL());
        System.out.flush();
        stopped.await();
        return 0;
    }

    /** On SIGTERM and at the end alike: first what answers and writes, then the database. */
    private void stop(ApplicationContext service, ServiceDatabase database) {
        if (service.isRunning()) {
            service.close();
        }
        database.close();
        stopped.countDown();
    }

    private Map<String, Object> properties(Path state, ServiceDatabase database, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("registry.home", state.toString());
        properties.put("registry.host", hostName);
        properties.put("registry.sequencer-interval", sequencerInterval);
        if (production) {
            // Without the option the variable counts: it must not be overruled by what nobody said.
            properties.put("registry.production", "true");
        }
        if (ledger != null) {
            properties.put("registry.ledger-profile", ledger.toString());
        }
        if (!witnesses.isEmpty()) {
            properties.put("registry.witness.addresses", witnesses);
        }
        properties.put("micronaut.server.port", port == 0 ? -1 : port);
        properties.put("datasources.default.url", database.app().url());
        properties.put("datasources.default.username", database.app().user());
        properties.put("datasources.default.password", database.app().password());
        return properties;
    }

    private static Path defaultHome() {
        var given = System.getenv("LOANREG_HOME");
        return Path.of(given == null || given.isBlank() ? ".loanreg" : given);
    }
}
