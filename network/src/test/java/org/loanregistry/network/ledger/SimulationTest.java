package org.loanregistry.network.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private static final ByteString VALUE = ByteString.copyFromUtf8("value");

    private final WorldState state = new WorldState();
    private final Simulation simulation = new Simulation(state, () -> {});

    private KVRWSet only() throws InvalidProtocolBufferException {
        TxReadWriteSet results = simulation.results();
        assertEquals(1, results.getNsRwsetCount());
        return KVRWSet.parseFrom(results.getNsRwset(0).getRwset());
    }

    @Test
    void keys_are_sorted_by_their_utf8_bytes_not_by_utf16() throws InvalidProtocolBufferException {
        // As UTF-16 the second (a surrogate pair, D800 DC00) would come before the first (E000).
        String privateUse = "\ue000";
        String supplementary = "\ud800\udc00";
        assertTrue(privateUse.compareTo(supplementary) > 0);
        simulation.put("registry", supplementary, VALUE);
        simulation.put("registry", privateUse, VALUE);
        simulation.put("registry", "\u0000composite", VALUE);
        assertEquals(
                List.of("\u0000composite", privateUse, supplementary),
                only().getWritesList().stream().map(KVWrite::getKey).toList());
    }

    @Test
    void an_absent_key_is_read_without_a_version_and_a_present_one_with_its_own()
            throws InvalidProtocolBufferException {
        state.put("registry", "b", new VersionedValue(VALUE, new Version(7, 3)));
        assertEquals(ByteString.EMPTY, simulation.get("registry", "a"));
        assertEquals(VALUE, simulation.get("registry", "b"));
        List<KVRead> reads = only().getReadsList();
        assertFalse(reads.get(0).hasVersion());
        assertEquals(7, reads.get(1).getVersion().getBlockNum());
        assertEquals(3, reads.get(1).getVersion().getTxNum());
    }

    @Test
    void the_last_write_counts_and_an_empty_one_deletes() throws InvalidProtocolBufferException {
        simulation.put("registry", "a", VALUE);
        simulation.put("registry", "a", ByteString.EMPTY);
        KVWrite write = only().getWrites(0);
        assertTrue(write.getIsDelete());
        assertEquals(1, only().getWritesCount());
        state.put("registry", "a", new VersionedValue(VALUE, new Version(1, 0)));
        state.apply("registry", write, new Version(2, 0));
        assertTrue(state.find("registry", "a") == null);
    }

    @Test
    void a_read_holds_only_while_the_version_is_the_same() throws InvalidProtocolBufferException {
        simulation.get("registry", "a");
        KVRead absent = only().getReads(0);
        assertTrue(state.isAsRead("registry", absent));
        state.put("registry", "a", new VersionedValue(VALUE, new Version(1, 0)));
        assertFalse(state.isAsRead("registry", absent));
        simulation.get("registry", "a");
        KVRead present = only().getReads(0);
        assertTrue(state.isAsRead("registry", present));
        state.put("registry", "a", new VersionedValue(VALUE, new Version(1, 1)));
        assertFalse(state.isAsRead("registry", present));
    }
}
