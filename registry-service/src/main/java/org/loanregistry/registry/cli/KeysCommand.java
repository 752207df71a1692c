package org.loanregistry.registry.cli;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Migrations;
import org.loanregistry.registry.key.KekStatus;
import org.loanregistry.registry.key.KeyDesk;
import org.loanregistry.registry.key.KeyEscrow;
import org.loanregistry.registry.key.RootKind;
import org.loanregistry.registry.key.RootSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loanreg keys}: exit status 0 if it was done, 1 if it was refused. */
@Command(
        name = "keys",
        description = {
            "The keys that seal personal data: what there is, a tenant's next generation, the escrow of the root key.",
            "With the embedded database, run it with the service stopped. Exit status 1: refused, and nothing was changed."
        },
        mixinStandardHelpOptions = true)
final class KeysCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--home",
            defaultValue = "${env:LOANREG_HOME:-.loanreg}",
            description = "State directory (default: ${DEFAULT-VALUE}).",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    private Path home = Path.of(".loanreg");

    @Command(
            description = "Each tenant's generations, and how many data keys each wraps.",
            mixinStandardHelpOptions = true)
    int status() {
        return withKeys(service -> {
            List<KekStatus> all = service.getBean(KeyDesk.class).status();
            out().printf("%-20s %10s %12s%n", "tenant", "generation", "data keys");
            for (KekStatus one : all) {
                String remark = one.newest() ? "wraps" : one.present() ? "" : "destroyed: these keys open no more";
                out().printf("%-20s %10d %,12d  %s%n", one.tenant(), one.generation(), one.dataKeys(), remark);
            }
            return 0;
        });
    }

    @Command(
            description =
                    "Makes a tenant's next generation and wraps every data key anew; goes on where an earlier one ended.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Parameters(paramLabel = "TENANT", description = "A lender, or 'registry'.") String tenant,
            @Option(names = "--only-rewrap", description = "No new generation: finish an earlier rotation.")
                    boolean onlyRewrap) {
        return withKeys(service -> {
            var desk = service.getBean(KeyDesk.class);
            if (onlyRewrap) {
                out().printf("%,d data keys of %s wrapped anew%n", desk.rewrap(tenant, this::show), tenant);
            } else {
                out().printf("generation %d of %s wraps from now on%n", desk.rotate(tenant, this::show), tenant);
            }
            return 0;
        });
    }

    @Command(
            description = "Forgets a generation for ever, and with it what backups of the database hold under it.",
            mixinStandardHelpOptions = true)
    int destroy(
            @Parameters(paramLabel = "TENANT", description = "A lender, or 'registry'.") String tenant,
            @Parameters(paramLabel = "GENERATION", description = "Its number.") int generation) {
        return withKeys(service -> {
            service.getBean(KeyDesk.class).destroy(tenant, generation);
            out().printf(
                            "generation %d of %s is destroyed; destroy the backups of the key file too%n",
                            generation, tenant);
            return 0;
        });
    }

    @Command(
            description =
                    "Writes three shares of the file root key, for three people: any two give it back, one says nothing.",
            mixinStandardHelpOptions = true)
    int escrow(
            @Option(names = "--to", required = true, paramLabel = "DIR", description = "Where the shares go.") Path to,
            @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Default: keys/root.passphrase.")
                    @Nullable
                    Path passphraseFile) {
        return refused(() -> {
            escrow().shares(passphraseFile, to).forEach(file -> out().println("wrote " + file));
            out().println("Give each to another person and delete it here.");
            return 0;
        });
    }

    @Command(description = "Makes the root key file again of two shares.", mixinStandardHelpOptions = true)
    int restore(
            @Option(names = "--share", required = true, arity = "1", paramLabel = "FILE", description = "Given twice.")
                    List<Path> shares,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "Default: a new keys/root.passphrase.")
                    @Nullable
                    Path passphraseFile) {
        return refused(() -> {
            if (shares.size() != 2) {
                throw new IllegalArgumentException("--share: want two, got " + shares.size());
            }
            out().println("restored " + escrow().restore(shares.get(0), shares.get(1), passphraseFile));
            return 0;
        });
    }

    @Command(
            description = {
                "Wraps the key file under another root, which alone opens it from then on.",
                "Then start the service with the same settings: REGISTRY_ROOT_KIND and so on."
            },
            mixinStandardHelpOptions = true)
    int move(
            @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}") RootKind kind,
            @Option(names = "--secret-file", required = true, description = "Passphrase, PIN or token.")
                    Path secretFile,
            @Option(names = "--name", defaultValue = "loanreg", description = "Label or name of the key.") String name,
            @Option(names = "--library", description = "The token's PKCS#11 library.") @Nullable Path library,
            @Option(names = "--slot", defaultValue = "0", description = "The token's place, from 0.") int slot,
            @Option(names = "--service", description = "OpenBao or Vault.") @Nullable URI service) {
        var next = new RootSettings(kind, secretFile, name, library, slot, service);
        return withKeys(beans -> {
            RootSettings present = beans.getBean(RootSettings.class);
            out().println("the tenants' keys are now wrapped under " + escrow().move(present, next));
            return 0;
        });
    }

    private KeyEscrow escrow() {
        return KeyEscrow.of(home, new SecureRandom());
    }

    private int withKeys(ToIntFunction<ApplicationContext> work) {
        return refused(() -> {
            try (var database = ServiceDatabase.open(home)) {
                Migrations.run(database.owner());
                Map<String, Object> properties = new HashMap<>();
                properties.put("registry.home", home.toString());
                properties.put("datasources.default.url", database.app().url());
                properties.put("datasources.default.username", database.app().user());
                properties.put("datasources.default.password", database.app().password());
                try (var context = ApplicationContext.builder()
                        .banner(false)
                        .properties(properties)
                        .build()
                        .start()) {
                    return work.applyAsInt(context);
                }
            }
        });
    }

    private int refused(java.util.function.IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (IllegalArgumentException | IllegalStateException | VaultException e) {
            return refusal(e);
        } catch (BeanInstantiationException e) {
            return refusal(NoKeys.reason(e));
        } finally {
            out().flush();
        }
    }

    private int refusal(Throwable why) {
        command().commandLine().getErr().println("loanreg keys: " + why.getMessage());
        return 1;
    }

    private void show(long done) {
        PrintWriter err = command().commandLine().getErr();
        err.printf("wrapped anew: %,d%n", done);
        err.flush();
    }

    private PrintWriter out() {
        return command().commandLine().getOut();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec;
    }
}
