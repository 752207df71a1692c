package org.loanregistry.registry.cli;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.log.LogCheck;
import org.loanregistry.registry.log.LogName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loanreg check}: exit status 0 if everything agrees, 1 if something does not. */
@Command(
        name = "check",
        description = {
            "Over the whole database: derives every leaf from its row again, every tree from its leaves, every balance",
            "from its events and repayments. Run it with the service stopped. Exit status 1: something does not agree."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--home",
            defaultValue = "${env:LOANREG_HOME:-.loanreg}",
            description = "State directory (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".loanreg");

    @Option(
            names = "--host-name",
            defaultValue = "registry.example",
            description = "Host part of the logs' origins, as the service is started with (default: ${DEFAULT-VALUE}).")
    private String hostName = "registry.example";

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (var database = ServiceDatabase.open(home);
                var context = ApplicationContext.builder()
                        .banner(false)
                        .properties(properties(database))
                        .build()
                        .start()) {
            List<String> faults = new ArrayList<>();
            long entries = 0;
            var records = context.getBean(DatabaseCheck.class);
            for (LogName log : LogName.values()) {
                var logCheck = context.getBean(LogCheck.class);
                long all = logCheck.size(log);
                entries += all;
                faults.addAll(logCheck.run(
                        log, records::present, done -> show(err, "entries of log " + log.text(), done, all)));
            }
            var result = records.run(one -> show(err, one.what(), one.done(), one.all()));
            faults.addAll(result.faults());
            faults.stream().limit(SHOWN).forEach(out::println);
            if (faults.size() > SHOWN) {
                out.printf("and %,d more%n", faults.size() - SHOWN);
            }
            out.printf(
                    "%,d log entries and their roots, %,d leaves derived from their rows (%,d of erased borrowers), %,d contracts folded"
                            + " again: %,d faults%n",
                    entries, result.leaves(), result.erased(), result.contracts(), faults.size());
            out.flush();
            return faults.isEmpty() ? 0 : 1;
        }
    }

    private static void show(PrintWriter err, String what, long done, long all) {
        err.printf("checked %,d of %,d %s%n", done, all, what);
        err.flush();
    }

    private Map<String, Object> properties(ServiceDatabase database) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("registry.home", home.toString());
        properties.put("registry.host", hostName);
        properties.put("datasources.default.url", database.app().url());
        properties.put("datasources.default.username", database.app().user());
        properties.put("datasources.default.password", database.app().password());
        return properties;
    }
}
