package org.loanregistry.network.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.network.msp.Organisation;
import org.loanregistry.network.wire.BlockBytes;

/** What a start does with the block file it finds; the blocks hold transactions that are refused, which is enough. */
final class LedgerTest {
    private static final ChaincodeDefinition DEFINITION = new ChaincodeDefinition("registry", "1", 1, "registry_1:0");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private Path file;
    private Organisation bank;
    private Organisation orderer;

    @BeforeEach
    void three_blocks() throws IOException {
        file = folder.resolve("loans.blocks");
        Organisation.createPeerOrganisation("BankA", folder.resolve("BankA"), Instant.now(), RANDOM);
        Organisation.createOrdererOrganisation("Orderer", folder.resolve("Orderer"), Instant.now(), RANDOM);
        bank = Organisation.read("BankA", folder.resolve("BankA"));
        orderer = Organisation.read("Orderer", folder.resolve("Orderer"));
        try (Ledger ledger = open()) {
            ledger.append(sealed(ledger.last(), "one"));
            ledger.append(sealed(ledger.last(), "two"));
        }
    }

    private Ledger open() throws IOException {
        return Ledger.open(
                file,
                DEFINITION,
                () -> Orderer.genesis("loans", List.of(bank), orderer, 1, List.of("BankA"), Instant.now(), RANDOM));
    }

    private Block sealed(BlockHeader last, String transaction) {
        BlockData data = BlockData.newBuilder()
                .addData(ByteString.copyFromUtf8(transaction))
                .build();
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(last.getNumber() + 1)
                .setPreviousHash(BlockBytes.hash(last))
                .setDataHash(BlockBytes.dataHash(data))
                .build();
        return BlockSeal.sign(
                Block.newBuilder().setHeader(header).setData(data).build(), orderer.node(), ByteString.EMPTY);
    }

    private void rewriteLast(UnaryOperator<Block> change) throws IOException {
        List<Block> blocks;
        try (BlockFile old = BlockFile.open(file)) {
            blocks = List.of(old.read(0), old.read(1), change.apply(old.read(2)));
        }
        Files.delete(file);
        try (BlockFile fresh = BlockFile.open(file)) {
            for (Block block : blocks) {
                fresh.append(block);
            }
        }
    }

    private void assertCorrupt(String what) {
        CorruptLedgerException refusal = assertThrows(CorruptLedgerException.class, this::open);
        assertEquals(file + ", block 2: " + what, refusal.getMessage());
    }

    @Test
    void a_file_that_was_closed_is_replayed() throws IOException {
        try (Ledger ledger = open()) {
            assertEquals(3, ledger.height());
            assertEquals(3, ledger.peer("BankA").height());
        }
    }

    @Test
    void an_unfinished_last_record_is_cut_off_wherever_it_stops() throws IOException {
        long whole = Files.size(file);
        byte[] bytes = Files.readAllBytes(file);
        int start = lastRecord(bytes);
        for (long size : List.of((long) start + 1, start + 15L, start + 16L, start + 17L, whole - 1)) {
            Files.write(file, bytes);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            try (Ledger ledger = open()) {
                assertEquals(2, ledger.height());
                ledger.append(sealed(ledger.last(), "again"));
            }
            try (Ledger ledger = open()) {
                assertEquals(3, ledger.height());
            }
        }
    }

    @Test
    void a_damaged_block_is_named() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 1;
        Files.write(file, bytes);
        assertCorrupt("the checksum does not hold");
    }

    @Test
    void a_damaged_length_is_not_taken_for_an_unfinished_record() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[lastRecord(bytes) + 4] ^= 1;
        Files.write(file, bytes);
        assertCorrupt("the record's header is damaged");
    }

    @Test
    void another_transaction_with_the_right_checksum_is_named() throws IOException {
        rewriteLast(block -> block.toBuilder()
                .setData(BlockData.newBuilder().addData(ByteString.copyFromUtf8("forged")))
                .build());
        assertCorrupt("its data hash is not the hash of its transactions");
    }

    @Test
    void another_transaction_with_the_right_hash_lacks_the_orderers_signature() throws IOException {
        rewriteLast(block -> {
            BlockData data = BlockData.newBuilder()
                    .addData(ByteString.copyFromUtf8("forged"))
                    .build();
            return block.toBuilder()
                    .setData(data)
                    .setHeader(block.getHeader().toBuilder().setDataHash(BlockBytes.dataHash(data)))
                    .build();
        });
        assertCorrupt("the orderer's signature does not verify");
    }

    @Test
    void a_block_signed_by_a_peer_is_not_an_orderers() throws IOException {
        rewriteLast(block -> BlockSeal.withVerdicts(
                BlockSeal.sign(block, bank.node(), ByteString.EMPTY), List.of(TxValidationCode.BAD_PAYLOAD)));
        assertCorrupt("the orderer's signature does not verify");
    }

    @Test
    void a_block_after_another_history_is_named() throws IOException {
        rewriteLast(block -> sealed(BlockHeader.newBuilder().setNumber(1).build(), "two"));
        assertCorrupt("its previous hash is not the hash of the block before");
    }

    @Test
    void a_changed_verdict_is_named() throws IOException {
        rewriteLast(block -> BlockSeal.withVerdicts(block, List.of(TxValidationCode.VALID)));
        assertCorrupt("the recorded validation codes are not those of its transactions");
    }

    private static int lastRecord(byte[] bytes) {
        int at = 0;
        int next = 0;
        while (next < bytes.length) {
            at = next;
            next = at + 16 + ByteBuffer.wrap(bytes, at + 4, 4).getInt();
        }
        assertTrue(next == bytes.length);
        return at;
    }
}
