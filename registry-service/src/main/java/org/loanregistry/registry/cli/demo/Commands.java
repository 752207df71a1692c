package org.loanregistry.registry.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The project's own commands, run as a user would run them. */
record Commands(String launcher, DemoHome home, DemoLedger ledger, List<Integer> witnessPorts, SignIn signIn) {
    private static final String RECORDS = "records";

    /** The names of the registry's logs. */
    static final List<String> LOGS = List.of(RECORDS, "access");

    /** Which compilers a process gets: what is over in seconds is over before the optimising one has paid for itself. */
    enum Life {
        SHORT,
        LONG;

        private Map<String, String> environment() {
            return switch (this) {
                case SHORT -> Map.of("LOANREG_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
                case LONG -> Map.of();
            };
        }
    }

    Child network() {
        var arguments = new ArrayList<String>(
                List.of("network", "run", "--home", home.network().toString()));
        arguments.addAll(ledger.options());
        return start("network", arguments.toArray(String[]::new));
    }

    /** Ends what a demo that was killed left running. */
    Child networkDown() {
        return start("down", "network", "down", "--home", home.network().toString());
    }

    /** Kills a node of the network, or the orderer that leads; says which. */
    Child kill(String node) {
        return start("kill", "network", "kill", node, "--home", home.network().toString());
    }

    /** Starts a node that was killed. */
    Child restart(String node) {
        return start(
                "restart", "network", "restart", node, "--home", home.network().toString());
    }

    /** Says which installation of Fabric there is. */
    Child fabric() {
        return start("fabric", "network", "fabric");
    }

    Child service(int port, Life life) {
        var arguments = new ArrayList<String>(List.of(
                "serve",
                "--home",
                home.service().toString(),
                "--port",
                Integer.toString(port),
                "--ledger",
                home.profile("RegistryOperator", "client").toString()));
        witnessPorts.forEach(witness -> arguments.addAll(List.of("--witness", "http://127.0.0.1:" + witness)));
        var environment = new HashMap<>(life.environment());
        environment.putAll(signIn.settings());
        return start(environment, "service", arguments.toArray(String[]::new));
    }

    /** The bank's witness, with the bank's own peer. */
    Child witness(Bank bank) {
        return start(
                "witness-" + bank.lenderId(),
                "witness",
                "--home",
                home.banks().resolve(bank.lenderId()).resolve("witness").toString(),
                "--port",
                Integer.toString(witnessPorts.get(Bank.ALL.indexOf(bank))),
                "--peer",
                home.profile(bank.mspId(), "client").toString());
    }

    Child proposeLog(Bank bank, String log, List<String> terms) {
        var arguments = new ArrayList<String>(List.of(
                "governance",
                "propose",
                "register-log",
                "--vkey",
                "@" + vkeyFile(log),
                "--peer",
                home.profile(bank.mspId(), "admin").toString()));
        arguments.addAll(terms);
        return start("propose-" + log, arguments.toArray(String[]::new));
    }

    Child approve(Bank bank, String proposalId) {
        return start(
                "approve-" + bank.lenderId(),
                "governance",
                "approve",
                proposalId,
                "--peer",
                home.profile(bank.mspId(), "admin").toString());
    }

    Child importPortfolio(Path data, String service, Path tokenFile) {
        return start("import", "import", data.toString(), "--service", service, "--token", "@" + tokenFile);
    }

    /** The bank's whole feed against its own peer, in one verifier process of its own. */
    Child follow(Bank bank, String service, Path tokenFile) {
        return start(
                "follow-" + bank.lenderId(),
                "follow",
                "--service",
                service,
                "--token",
                "@" + tokenFile,
                "--vkey",
                "@" + vkeyFile(RECORDS),
                "--peer",
                home.profile(bank.mspId(), "client").toString(),
                "--json");
    }

    /** Who looked at a borrower, proved complete against a bank's own peer. */
    Child accessReport(String service, Path tokenFile, String subjectId) {
        return start(
                "access-report",
                "access-report",
                service,
                "--token",
                "@" + tokenFile,
                "--subject",
                subjectId,
                "--vkey",
                "@" + vkeyFile("access"),
                "--peer",
                home.profile(Bank.ALL.getFirst().mspId(), "client").toString());
    }

    /** One bundle against the bank's own peer. */
    Child verify(Bank bank, Path bundle) {
        return start(
                "verify-" + bank.lenderId(),
                "verify",
                bundle.toString(),
                "--vkey",
                "@" + vkeyFile(RECORDS),
                "--peer",
                home.profile(bank.mspId(), "client").toString());
    }

    Path vkeyFile(String log) {
        return home.service().resolve("keys").resolve(log + ".vkey");
    }

    /** The signing key of the log of records. */
    Path signingKeyFile() {
        return home.service().resolve("keys").resolve(RECORDS + ".skey");
    }

    private Child start(String name, String... arguments) {
        return start(Life.SHORT.environment(), name, arguments);
    }

    private Child start(Map<String, String> environment, String name, String... arguments) {
        var command = new ArrayList<String>(List.of(launcher));
        command.addAll(List.of(arguments));
        return Child.start(name, home.logs().resolve(name + ".log"), command, environment);
    }
}
