package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.TreeHash;

/** The server as a peer sees it, over real gRPC. */
class ContractServerTest {
    private static final String ORIGIN = "registry.example/loans/registry/1/records";
    private static final String PACKAGE_ID = "registry:" + "ab".repeat(32);
    private static final String TX = "0".repeat(63);
    private static final SigningKey KEY = SigningKey.generate(ORIGIN, new SecureRandom());

    private static final String REGISTRATION =
            new Change.RegisterLog(1, new LogKeys(List.of(KEY.verifierKey())), Banks.noWitnesses()).toText();

    private ContractServer server;
    private Thread thread;
    private PeerStream peer;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        server = new ContractServer(ServerSettings.from(Map.of(
                "CHAINCODE_SERVER_ADDRESS",
                "127.0.0.1:" + port,
                "CORE_CHAINCODE_ID_NAME",
                PACKAGE_ID,
                "CORE_PEER_LOCALMSPID",
                "BankA")));
        thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                server.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        peer = new PeerStream(port);
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.stop();
        thread.join(10_000);
        assertFalse(thread.isAlive(), "the server stops when told to");
    }

    @Test
    void it_registers_as_its_package_and_completes_transactions() throws Exception {
        ChaincodeMessage hello = peer.next();
        assertEquals(ChaincodeMessage.Type.REGISTER, hello.getType());
        assertEquals(PACKAGE_ID, ChaincodeID.parseFrom(hello.getPayload()).getName());
        peer.welcome();

        ByteString admin = TestIdentity.of("BankA", "admin");
        ByteString otherAdmin = TestIdentity.of("BankB", "admin");
        ByteString client = TestIdentity.of("RegistryOperator", "client");
        assertEquals(200, status(peer.call(TX + "0", admin, "Propose", REGISTRATION)));
        assertEquals(200, status(peer.call(TX + "1", otherAdmin, "Propose", REGISTRATION)));

        String body = new Checkpoint(ORIGIN, 1, TreeHash.leaf(new byte[] {1})).toBody();
        ChaincodeMessage anchored =
                peer.call(TX + "2", client, "Anchor", SignedNote.sign(body, KEY).toText(), "0");
        assertEquals(200, status(anchored));
        assertEquals("CheckpointAnchored", anchored.getChaincodeEvent().getEventName());
        String answer = PeerStream.response(anchored).getPayload().toStringUtf8();
        assertEquals(answer, anchored.getChaincodeEvent().getPayload().toStringUtf8());
        AnchoredCheckpoint head = AnchoredCheckpoint.parse(answer);
        assertEquals(1_700_000_000, head.epochSeconds());
        assertEquals(TX + "2", head.transactionId());
        assertTrue(peer.state().containsKey("\u0000HEAD\u0000" + ORIGIN + "\u0000"));
        assertTrue(peer.state().containsKey("\u0000CP\u0000" + ORIGIN + "\u0000" + "0".repeat(19) + "1\u0000"));

        Response read = PeerStream.response(peer.call(TX + "3", client, "Head", ORIGIN));
        assertEquals(answer, read.getPayload().toStringUtf8());
    }

    @Test
    void a_refusal_is_an_error_response_that_starts_with_its_code() throws Exception {
        peer.next();
        peer.welcome();
        ByteString operator = TestIdentity.of("RegistryOperator", "admin");
        ByteString client = TestIdentity.of("BankB", "client");
        assertRefused("NOT_ALLOWED: ", peer.call(TX + "1", operator, "Propose", REGISTRATION));
        assertRefused("NOT_ALLOWED: ", peer.call(TX + "2", client, "Propose", REGISTRATION));
        assertRefused("UNKNOWN_FUNCTION: ", peer.call(TX + "3", client, "Delete", ORIGIN));
        assertRefused("UNKNOWN_FUNCTION: ", peer.call(TX + "4", client));
        assertRefused("BAD_ARGUMENT: ", peer.call(TX + "5", client, "Head"));
        assertRefused("NOT_FOUND: ", peer.call(TX + "6", client, "Head", ORIGIN));
        assertTrue(peer.state().isEmpty());
    }

    @Test
    void an_unreadable_caller_is_an_error_response_without_a_stack_trace() throws Exception {
        peer.next();
        peer.welcome();
        ByteString nonsense = ByteString.copyFromUtf8("nonsense");
        Response response = PeerStream.response(peer.call(TX + "1", nonsense, "Propose", REGISTRATION));
        assertEquals(500, response.getStatus());
        assertEquals("INTERNAL: the contract failed with IllegalStateException", response.getMessage());
    }

    private static void assertRefused(String start, ChaincodeMessage completed) throws Exception {
        Response response = PeerStream.response(completed);
        assertEquals(ChaincodeMessage.Type.COMPLETED, completed.getType());
        assertEquals(500, response.getStatus());
        assertTrue(response.getMessage().startsWith(start), response.getMessage());
    }

    private static int status(ChaincodeMessage completed) throws Exception {
        assertEquals(ChaincodeMessage.Type.COMPLETED, completed.getType());
        Response response = PeerStream.response(completed);
        assertEquals("", response.getMessage());
        return response.getStatus();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
