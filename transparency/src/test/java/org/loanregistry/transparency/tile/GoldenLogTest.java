package org.loanregistry.transparency.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.TlogVectors;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;

/** Our log against vectors/tlog/vectors.txt, which stock Go libraries made and verified. */
class GoldenLogTest {
    private static final MemoryTiles TILES = new MemoryTiles();
    private static final List<String> ROOTS = new ArrayList<>();

    @BeforeAll
    static void append() {
        List<String> wanted = TlogVectors.lines("root[");
        TileAppender appender = TileAppender.empty();
        for (int i = 0; i < TlogVectors.SIZE; i++) {
            appender.append(TlogVectors.leafHash(i));
            String line = "root[" + appender.size() + "] "
                    + appender.frontier().root().toHex();
            if (wanted.contains(line)) {
                ROOTS.add(line);
            }
            appender.takeFullTiles().forEach(TILES::put);
        }
        appender.edgeTiles().forEach(TILES::put);
    }

    @Test
    void leaf_0_is_the_golden_one() {
        assertEquals(TlogVectors.value("leaf0 data"), HexFormat.of().formatHex(TlogVectors.leafData(0)));
        assertEquals(TlogVectors.value("leaf0 hash"), TlogVectors.leafHash(0).toHex());
    }

    @Test
    void every_golden_root_is_met_while_appending() {
        assertEquals(TlogVectors.lines("root["), ROOTS);
        assertEquals(12, ROOTS.size());
    }

    @Test
    void every_golden_tile_has_its_hash() {
        List<String> lines = TlogVectors.lines("tile/").stream()
                .filter(line -> !line.startsWith("tile/entries"))
                .toList();
        assertEquals(5, lines.size());
        for (String line : lines) {
            String[] words = line.split(" +", -1);
            TileAddress address = TileAddress.parse(words[0]);
            byte[] hashes = TILES.read(address);
            assertEquals(Integer.parseInt(words[1]), hashes.length, line);
            assertEquals(words[3], HexFormat.of().formatHex(Sha256.of(hashes)), line);
            assertEquals(words[0], address.path());
        }
    }

    @Test
    void the_golden_entry_bundle_and_its_paths() {
        String[] words = TlogVectors.value("tile/entries/000").split(" +", -1);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < TileAddress.FULL; i++) {
            entries.add(TlogVectors.leafData(i));
        }
        byte[] bundle = EntryBundle.encode(entries);
        assertEquals(Integer.parseInt(words[0]), bundle.length);
        assertEquals(words[2], HexFormat.of().formatHex(Sha256.of(bundle)));
        assertEquals(words[4], EntryBundle.path(273, 112));
        assertEquals(words[6], EntryBundle.path(1_234_067, 8));
    }

    @Test
    void the_golden_inclusion_proof_is_made_and_holds() {
        InclusionProof proof = new TileProofs(TILES).inclusion(12_345, TlogVectors.SIZE);
        assertEquals(17, proof.path().size());
        assertEquals(TlogVectors.path("inclusion(12345,70000)"), proof.path());
        assertTrue(proof.check(TlogVectors.leafHash(12_345), root(TlogVectors.SIZE))
                .isValid());
    }

    @Test
    void the_golden_consistency_proof_is_made_and_holds() {
        ConsistencyProof proof = new TileProofs(TILES).consistency(65_537, TlogVectors.SIZE);
        assertEquals(15, proof.path().size());
        assertEquals(TlogVectors.path("consistency(65537,70000)"), proof.path());
        assertTrue(proof.check(root(65_537), root(TlogVectors.SIZE)).isValid());
    }

    private static Hash root(int size) {
        return Hash.parseHex(TlogVectors.value("root[" + size + "]"));
    }
}
