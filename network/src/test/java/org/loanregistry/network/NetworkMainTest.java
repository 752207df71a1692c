package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.network.process.ProcessFile;
import picocli.CommandLine;

/** The network as its own process, through the command line. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class NetworkMainTest {
    @TempDir
    Path home;

    private record Ran(int status, String output) {}

    private Ran run(String command, String... more) {
        StringWriter text = new StringWriter();
        CommandLine line =
                NetworkMain.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int status = line.execute(Stream.concat(Stream.of(command, "--home", home.toString()), Stream.of(more))
                .toArray(String[]::new));
        return new Ran(status, text.toString());
    }

    private Ran up() {
        return run("up", "--contract-class", SampleContract.class.getName());
    }

    private Path profile() {
        return home.resolve("organisations/BankA/client.properties");
    }

    private ProcessFile contractServers() {
        return new ProcessFile(new NetworkHome(home).contractPids());
    }

    @AfterEach
    void nothing_is_left_running() throws IOException {
        run("down");
        assertEquals(List.of(), contractServers().running());
    }

    @Test
    void nothing_is_lost_when_the_process_is_killed_and_started_again() throws Exception {
        Ran first = up();
        assertEquals(0, first.status(), first::output);
        assertTrue(first.output().contains("no consensus"));
        assertTrue(first.output().endsWith("ready\n"));
        byte[] valid;
        byte[] conflicting;
        try (TestClient client = TestClient.of(profile())) {
            var late = client.contract()
                    .newProposal("increment")
                    .addArguments("kept")
                    .build()
                    .endorse();
            SubmittedTransaction submitted = client.contract()
                    .newProposal("put")
                    .addArguments("kept", "5")
                    .build()
                    .endorse()
                    .submitAsync();
            assertTrue(submitted.getStatus().isSuccessful());
            valid = submitted.getBytes();
            SubmittedTransaction conflict = late.submitAsync();
            assertFalse(conflict.getStatus().isSuccessful());
            conflicting = conflict.getBytes();
            Assertions.assertThrows(CommitException.class, late::submit);
        }
        kill();
        assertEquals(1, run("status").status());

        Ran second = up();
        assertEquals(0, second.status(), second::output);
        assertEquals(first.output(), second.output());
        try (TestClient client = TestClient.of(profile())) {
            assertEquals("5", new String(client.contract().evaluateTransaction("get", "kept"), UTF_8));
            assertEquals(
                    TxValidationCode.VALID,
                    client.gateway().newCommit(valid).getStatus().getCode());
            assertEquals(
                    TxValidationCode.MVCC_READ_CONFLICT,
                    client.gateway().newCommit(conflicting).getStatus().getCode());
        }
        assertEquals(0, run("status").status());
        assertTrue(run("logs").output().contains("ready"));
        assertPrivateKeysAreTheOwners();
        assertEquals("stopped\n", run("down").output());
        assertATakenPortIsNamed();
        assertATamperedBlockIsNamed();
    }

    private void kill() throws Exception {
        for (ProcessHandle process : new ProcessFile(new NetworkHome(home).networkPid()).running()) {
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        for (ProcessHandle orphan : contractServers().running()) {
            orphan.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private void assertPrivateKeysAreTheOwners() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> keys = files.filter(file -> file.endsWith("key.pem")).toList();
            assertEquals(4 * 6 + 2, keys.size());
            for (Path key : keys) {
                assertEquals(
                        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)), key::toString);
            }
        }
    }

    private void assertATakenPortIsNamed() throws IOException {
        int port = NetworkFile.read(home.resolve("network.json")).of("BankB").gateway();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(NetworkFile.address(port));
            Ran refused = run("run", "--contract-class", SampleContract.class.getName());
            assertEquals(1, refused.status());
            assertTrue(refused.output().contains("port " + port + " of BankB's gateway is taken"), refused::output);
        }
    }

    private void assertATamperedBlockIsNamed() throws IOException {
        Path blocks = home.resolve("blocks/loans.blocks");
        byte[] bytes = Files.readAllBytes(blocks);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blocks, bytes);
        Ran refused = run("run", "--contract-class", SampleContract.class.getName());
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains(blocks + ", block "), refused::output);
    }

    @Test
    void without_a_network_status_says_so() {
        Ran status = run("status");
        assertEquals(1, status.status());
        assertTrue(status.output().startsWith("no network in "));
        assertEquals("was not running\n", run("down").output());
    }

    @Test
    void a_contract_that_does_not_start_is_named_with_its_log() {
        Ran refused = run("run", "--contract-class", "org.loanregistry.Nowhere");
        assertEquals(1, refused.status());
        assertTrue(
                refused.output().contains("the contract server of RegistryOperator ended with exit status 1, see "),
                refused::output);
    }
}
