package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.loanregistry.network.wire.BlockBytes;

/**
 * The channel's blocks on disk and every peer's copy of the state. A block is signed, validated by each peer against its
 * own state, forced to the disk and then applied by all. There is one file of blocks and no consensus: one process is
 * all there is to agree.
 */
public final class Ledger implements AutoCloseable {
    private final BlockFile blocks;
    private final ChannelConfig config;
    private final TransactionRules rules;
    private final Map<String, PeerLedger> peers = new HashMap<>();
    private BlockHeader last;

    private Ledger(BlockFile blocks, ChaincodeDefinition definition) throws IOException {
        this.blocks = blocks;
        Block first = blocks.read(0);
        this.config = config(first);
        this.rules = new TransactionRules(config, definition);
        this.last = first.getHeader();
        for (String mspId : config.peerOrganisations()) {
            peers.put(mspId, new PeerLedger(definition));
        }
    }

    /**
     * Opens the file, or creates it with the signed block 0 that `genesis` makes, and replays it: hash chain, orderer
     * signatures and every verdict are checked again. Throws {@link CorruptLedgerException}.
     */
    public static Ledger open(Path file, ChaincodeDefinition definition, Supplier<Block> genesis) throws IOException {
        BlockFile blocks = BlockFile.open(file);
        try {
            if (blocks.height() == 0) {
                blocks.append(BlockSeal.withVerdicts(genesis.get(), List.of(TxValidationCode.VALID)));
            }
            Ledger ledger = new Ledger(blocks, definition);
            ledger.replay();
            return ledger;
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    /** The channel as block 0 describes it. */
    public ChannelConfig config() {
        return config;
    }

    /** The copy of one organisation's peer. */
    public PeerLedger peer(String mspId) {
        PeerLedger peer = peers.get(mspId);
        if (peer == null) {
            throw new IllegalArgumentException("no peer of " + mspId);
        }
        return peer;
    }

    /** A committed block with its verdicts. */
    public Block block(long number) throws IOException {
        return blocks.read(number);
    }

    /** Number of blocks on disk. */
    public long height() {
        return blocks.height();
    }

    BlockHeader last() {
        return last;
    }

    /** Validates, stores and applies a signed block; only the orderer's thread calls it. */
    void append(Block block) throws IOException {
        List<ExaminedTransaction> transactions = examine(block);
        List<TxValidationCode> codes = decide(block.getHeader().getNumber(), transactions);
        blocks.append(BlockSeal.withVerdicts(block, codes));
        apply(block, transactions, codes);
    }

    @Override
    public void close() throws IOException {
        peers.values().forEach(PeerLedger::close);
        blocks.close();
    }

    private void replay() throws IOException {
        for (long number = 0; number < blocks.height(); number++) {
            Block block = blocks.read(number);
            check(number, block);
            List<ExaminedTransaction> transactions = number == 0 ? List.of() : examine(block);
            List<TxValidationCode> codes = number == 0 ? List.of(TxValidationCode.VALID) : decide(number, transactions);
            ByteString recorded = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
            if (!recorded.equals(BlockSeal.filter(codes))) {
                throw blocks.corrupt(number, "the recorded validation codes are not those of its transactions");
            }
            apply(block, transactions, codes);
        }
    }

    private void check(long number, Block block) {
        BlockHeader header = block.getHeader();
        ByteString previous = number == 0 ? ByteString.EMPTY : BlockBytes.hash(last);
        if (!header.getPreviousHash().equals(previous)) {
            throw blocks.corrupt(number, "its previous hash is not the hash of the block before");
        }
        if (!header.getDataHash().equals(BlockBytes.dataHash(block.getData()))) {
            throw blocks.corrupt(number, "its data hash is not the hash of its transactions");
        }
        if (!BlockSeal.isSigned(block, config)) {
            throw blocks.corrupt(number, "the orderer's signature does not verify");
        }
    }

    private ChannelConfig config(Block first) {
        try {
            return ChannelConfig.parse(first);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw blocks.corrupt(0, "it is no channel configuration: " + e.getMessage());
        }
    }

    private List<ExaminedTransaction> examine(Block block) {
        return block.getData().getDataList().parallelStream()
                .map(rules::examine)
                .toList();
    }

    private List<TxValidationCode> decide(long number, List<ExaminedTransaction> transactions) {
        var verdicts = new HashSet<List<TxValidationCode>>();
        peers.values().forEach(peer -> verdicts.add(peer.decide(number, transactions)));
        if (verdicts.size() != 1) {
            throw new IllegalStateException("the peers disagree about block " + number);
        }
        return verdicts.iterator().next();
    }

    private void apply(Block block, List<ExaminedTransaction> transactions, List<TxValidationCode> codes) {
        peers.values().forEach(peer -> peer.commit(block.getHeader().getNumber(), transactions, codes));
        last = block.getHeader();
    }
}
