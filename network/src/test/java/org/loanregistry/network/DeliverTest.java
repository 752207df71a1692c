package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks as the unmodified client receives them, whole and filtered. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource
final class DeliverTest {
    @TempDir
    static Path home;

    private static TestNetwork network;

    DeliverTest(LedgerKind kind) {
        assertNotNull(kind); // the networks are static: starting one takes seconds
    }

    @BeforeParameterizedClassInvocation
    static void start(LedgerKind kind) throws Exception {
        network = TestNetwork.on(kind, home);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        network.close();
    }

    private static Status put(String key, String... endorsers) throws Exception {
        Contract contract = network.client("BankA").contract();
        var proposal = contract.newProposal("put").addArguments(key, "secret value");
        if (endorsers.length > 0) {
            proposal.setEndorsingOrganizations(endorsers);
        }
        return proposal.build().endorse().submitAsync().getStatus();
    }

    private static CloseableIterator<Block> blocks(Network channel, long start) {
        return channel.newBlockEventsRequest().startBlock(start).build().getEvents();
    }

    private static CloseableIterator<FilteredBlock> filtered(long start) {
        return network.client("BankB")
                .network()
                .newFilteredBlockEventsRequest()
                .startBlock(start)
                .build()
                .getEvents();
    }

    @Test
    void blocks_come_from_the_first_on_each_naming_the_one_before() throws Exception {
        long height = put("chained").getBlockNumber() + 1;
        try (CloseableIterator<Block> blocks = blocks(network.client("BankB").network(), 0)) {
            ByteString previous = ByteString.EMPTY;
            for (long number = 0; number < height; number++) {
                Block block = blocks.next();
                assertEquals(number, block.getHeader().getNumber());
                assertEquals(previous, block.getHeader().getPreviousHash());
                previous = hash(block);
                if (number == 0) {
                    assertEquals(HeaderType.CONFIG_VALUE, type(block.getData().getData(0)));
                }
            }
        }
    }

    private static int type(ByteString envelope) throws Exception {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getType();
    }

    /** SHA-256 of the DER of number, previous hash and data hash, put together here by hand. */
    private static ByteString hash(Block block) throws Exception {
        byte[] number = BigInteger.valueOf(block.getHeader().getNumber()).toByteArray();
        ByteString body = der(2, ByteString.copyFrom(number))
                .concat(der(4, block.getHeader().getPreviousHash()))
                .concat(der(4, block.getHeader().getDataHash()));
        return ByteString.copyFrom(
                MessageDigest.getInstance("SHA-256").digest(der(0x30, body).toByteArray()));
    }

    private static ByteString der(int tag, ByteString value) {
        assertTrue(value.size() < 128);
        return ByteString.copyFrom(new byte[] {(byte) tag, (byte) value.size()}).concat(value);
    }

    @Test
    void a_block_that_is_not_there_yet_is_waited_for() throws Exception {
        try (CloseableIterator<Block> blocks = network.client("BankC").network().getBlockEvents()) {
            Status status = put("awaited");
            Block block = blocks.next();
            while (block.getHeader().getNumber() < status.getBlockNumber()) {
                block = blocks.next();
            }
            assertEquals(status.getBlockNumber(), block.getHeader().getNumber());
        }
    }

    @Test
    void a_filtered_block_has_verdicts_and_event_names_but_nothing_of_what_was_written() throws Exception {
        Status valid = put("filtered");
        Status invalid = put("filtered", "BankA");
        assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, invalid.getCode());
        Set<TxValidationCode> seen = new HashSet<>();
        try (CloseableIterator<FilteredBlock> blocks = filtered(valid.getBlockNumber())) {
            while (seen.size() < 2) {
                FilteredBlock block = blocks.next();
                assertEquals("loans", block.getChannelId());
                assertFalse(block.toByteString().toString(UTF_8).contains("secret value"));
                for (FilteredTransaction transaction : block.getFilteredTransactionsList()) {
                    boolean first = transaction.getTxid().equals(valid.getTransactionId());
                    if (first || transaction.getTxid().equals(invalid.getTransactionId())) {
                        seen.add(transaction.getTxValidationCode());
                        assertEquals(first ? valid.getCode() : invalid.getCode(), transaction.getTxValidationCode());
                        var event = transaction
                                .getTransactionActions()
                                .getChaincodeActions(0)
                                .getChaincodeEvent();
                        assertEquals("put", event.getEventName());
                        assertEquals(ByteString.EMPTY, event.getPayload());
                    }
                }
            }
        }
    }

    @Test
    void the_configuration_is_a_filtered_block_too() {
        try (CloseableIterator<FilteredBlock> blocks = filtered(0)) {
            assertEquals(
                    HeaderType.CONFIG, blocks.next().getFilteredTransactions(0).getType());
        }
    }

    @Test
    void an_unknown_channel_is_not_found() {
        Network elsewhere = network.client("BankA").gateway().getNetwork("elsewhere");
        assertStatus("NOT_FOUND", blocks(elsewhere, 0));
    }

    @Test
    void a_start_beyond_the_next_block_is_not_found() {
        assertStatus("NOT_FOUND", blocks(network.client("BankA").network(), 1_000_000));
        assertStatus("NOT_FOUND", blocks(network.client("BankA").network(), -1));
    }

    @Test
    void somebody_elses_signature_is_forbidden() throws Exception {
        Path profile = network.profile("BankA");
        var stranger = Signers.newPrivateKeySigner(TestClient.key(network.profile("BankB")));
        try (TestClient client = TestClient.of(profile, TestClient.identity(profile), stranger)) {
            assertStatus("FORBIDDEN", blocks(client.network(), 0));
        }
    }

    private static void assertStatus(String status, CloseableIterator<Block> blocks) {
        try (blocks) {
            NoSuchElementException refused = assertThrows(NoSuchElementException.class, blocks::next);
            assertTrue(String.valueOf(refused.getMessage()).contains(status), refused.getMessage());
        }
    }
}
