package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.network.process.ProcessFile;
import picocli.CommandLine;

/** A network of Hyperledger Fabric's own programs through the command line; skipped where there is no Fabric. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class FabricCommandsTest {
    @TempDir
    Path home;

    private record Ran(int status, String output) {}

    @BeforeAll
    static void fabric() {
        RealFabric.orSkip();
    }

    private Ran run(String command, String... more) {
        StringWriter text = new StringWriter();
        CommandLine line =
                NetworkMain.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int status = line.execute(Stream.concat(Stream.of(command, "--home", home.toString()), Stream.of(more))
                .toArray(String[]::new));
        return new Ran(status, text.toString());
    }

    private Ran up(String... more) {
        return run(
                "up",
                Stream.concat(
                                Stream.of(
                                        "--fabric",
                                        "--contract-class",
                                        SampleContract.class.getName(),
                                        "--contract-question",
                                        "time"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @AfterEach
    void nothing_is_left_running() {
        run("down");
        assertEquals("was not running\n", run("down").output());
    }

    @Test
    void what_was_committed_is_there_after_a_restart() throws Exception {
        Ran first = up();
        assertEquals(0, first.status(), first::output);
        assertTrue(first.output().endsWith("ready\n"), first::output);
        try (TestClient client = TestClient.of(home.resolve("organisations/RegistryOperator/client.properties"))) {
            client.contract().submitTransaction("put", "kept", "5");
        }
        assertEquals(0, run("status").status(), () -> run("status").output());
        assertEquals("stopped\n", run("down").output());
        Ran status = run("status");
        assertEquals(1, status.status());
        assertTrue(status.output().contains("BankB-peer 127.0.0.1:"), status::output);
        assertTrue(status.output().endsWith("not ready\n"), status::output);

        Ran second = up();
        assertEquals(0, second.status(), second::output);
        try (TestClient client = TestClient.of(home.resolve("organisations/BankC/client.properties"))) {
            assertEquals("5", new String(client.contract().evaluateTransaction("get", "kept"), UTF_8));
        }
        assertTrue(run("logs").output().contains("BankA-orderer.log"));
    }

    @Test
    void a_new_version_of_the_contract_takes_over_a_live_network_with_its_state() throws Exception {
        assertEquals(0, up().status());
        String before = Files.readString(home.resolve("network.json"));
        Path profile = home.resolve("organisations/BankA/client.properties");
        try (TestClient client = TestClient.of(profile)) {
            client.contract().submitTransaction("put", "kept", "5");
            assertEquals("1", new String(client.contract().evaluateTransaction("version"), UTF_8));
            Ran upgraded = run(
                    "upgrade", "--contract-class", NewerSampleContract.class.getName(), "--contract-question", "time");
            assertEquals(0, upgraded.status(), upgraded::output);
            assertEquals("2", new String(client.contract().evaluateTransaction("version"), UTF_8));
            assertEquals("6", new String(client.contract().submitTransaction("increment", "kept"), UTF_8));
        }
        assertNotEquals(before, Files.readString(home.resolve("network.json")), "the servers have other addresses");
        assertTrue(new ProcessFile(home.resolve("fabric/nodes/BankA-contract-1/pid"))
                .running()
                .isEmpty());
        run("down");
        assertEquals(0, run("up", "--fabric").status());
        try (TestClient client = TestClient.of(profile)) {
            assertEquals("2", new String(client.contract().evaluateTransaction("version"), UTF_8));
            assertEquals("6", new String(client.contract().evaluateTransaction("get", "kept"), UTF_8));
        }
    }

    @Test
    void with_one_node_of_each_kind_killed_the_others_go_on() throws Exception {
        assertEquals(0, up().status());
        for (String node : List.of("leader", "BankC-peer", "BankC-contract")) {
            Ran killed = run("kill", node);
            assertEquals(0, killed.status(), killed::output);
            assertTrue(killed.output().startsWith("killed "), killed::output);
        }
        try (TestClient client = TestClient.of(home.resolve("organisations/BankA/client.properties"))) {
            client.contract().submitTransaction("put", "kept", "5"); // waits for the next leader
        }
        Ran status = run("status");
        assertEquals(1, status.status());
        assertEquals(
                3,
                status.output()
                        .lines()
                        .filter(line -> line.endsWith("down: it does not run"))
                        .count(),
                status::output);
        assertEquals(
                "started BankC-contract\n", run("restart", "BankC-contract").output());
        Ran again = up();
        assertEquals(0, again.status(), again::output);
        try (TestClient client = TestClient.of(home.resolve("organisations/BankC/client.properties"))) {
            assertEquals("5", new String(client.contract().evaluateTransaction("get", "kept"), UTF_8));
        }
        for (String command : List.of("kill", "restart")) {
            Ran unknown = run(command, "BankX-peer");
            assertEquals(1, unknown.status());
            assertTrue(unknown.output().contains("no node BankX-peer"), unknown::output);
        }
    }

    @Test
    void without_a_network_there_is_nothing_to_upgrade_or_kill() {
        for (String[] command : new String[][] {{"upgrade"}, {"kill", "BankA-peer"}, {"restart", "BankA-peer"}}) {
            Ran refused = run(command[0], Arrays.copyOfRange(command, 1, command.length));
            assertEquals(1, refused.status());
            assertTrue(refused.output().contains("there is no network on Hyperledger Fabric"), refused::output);
        }
    }

    @Test
    void one_raft_orderer_serves_all_and_stays_the_kind_of_the_network() throws Exception {
        Ran first = up("--orderer", "raft");
        assertEquals(0, first.status(), first::output);
        try (TestClient client = TestClient.of(home.resolve("organisations/BankA/client.properties"))) {
            client.contract().submitTransaction("put", "kept", "5");
        }
        Ran other = up("--orderer", "bft");
        assertEquals(1, other.status());
        assertTrue(other.output().contains("made with --orderer raft"), other::output);
        Ran leader = run("kill", "leader");
        assertEquals(1, leader.status());
        assertTrue(leader.output().contains("one Raft orderer serves all"), leader::output);
        Ran development = run("up");
        assertEquals(1, development.status());
        assertTrue(development.output().contains("start it with --fabric"), development::output);
        assertTrue(Files.readString(home.resolve("network.json")).contains("\"consensus\": \"raft\""));
    }

    @Test
    void a_development_networks_folder_is_refused() throws Exception {
        Files.createDirectories(home.resolve("blocks"));
        Files.createFile(home.resolve("blocks/loans.blocks"));
        Ran refused = up();
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains("is a development network"), refused::output);
    }

    @Test
    void an_orderer_without_fabric_is_refused() {
        Ran refused = run("up", "--orderer", "bft");
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains("--orderer goes with --fabric"), refused::output);
    }
}
