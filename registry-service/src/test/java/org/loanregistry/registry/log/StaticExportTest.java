package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.MerkleTree;

/** Of 701 anchored leaves two tiles of level 0 and two bundles are full; 300 more leaves are integrated and not anchored. */
class StaticExportTest {
    private static final int PUBLISHED = 701;
    private static final String ORIGIN = "registry.example/loans/registry/1/records/";
    private static final Set<String> FULL = Set.of("tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001");

    @TempDir
    Path folder;

    private TestRegistry registry;

    @BeforeEach
    void create() {
        registry = TestRegistry.create(Map.of("registry.static-directory", folder.toString()));
        registry.queue(new Random(1), PUBLISHED - 1, "bank-a");
        registry.integrateAll();
        registry.anchorWithoutLedger();
        registry.queue(new Random(2), 299, "bank-a");
        registry.integrateAll();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private StaticExport export() {
        return registry.bean(StaticExport.class);
    }

    private Set<String> exported() throws IOException {
        var origin = folder.resolve(ORIGIN);
        try (var files = Files.walk(folder)) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .map(file -> origin.relativize(file).toString())
                    .toList());
        }
    }

    @Test
    void what_is_full_and_anchored_is_exported_and_nothing_else() throws IOException {
        assertEquals(Duration.ofSeconds(1), export().step());
        assertEquals(FULL, exported());
        registry.anchorWithoutLedger();
        export().step();
        var more = new TreeSet<>(FULL);
        more.addAll(List.of("tile/0/002", "tile/entries/002"));
        assertEquals(more, exported());
    }

    @Test
    void a_file_is_what_the_database_has() throws IOException {
        var log = registry.serve().resolve("/log/records/");
        for (var path : FULL) {
            var fromDatabase = TestRegistry.get(log.resolve(path), "").body();
            export().step();
            assertArrayEquals(
                    fromDatabase, Files.readAllBytes(folder.resolve(ORIGIN).resolve(path)), path);
        }
    }

    @Test
    void full_tiles_are_served_without_the_database_and_lead_to_the_anchored_root() {
        export().step();
        var leaves = registry.leafHashes();
        var log = registry.serve().resolve("/log/records/");
        var partial = List.of("tile/0/002.p/189", "tile/1/000.p/2");
        var edge = partial.stream()
                .collect(java.util.stream.Collectors.toMap(
                        path -> path,
                        path -> TestRegistry.get(log.resolve(path), "").body()));
        registry.asOwner("revoke all on all tables in schema public from loanreg_app");
        partial.forEach(path -> assertNotEquals(200, status(log, path), path));
        var proofs = new TileProofs(address -> {
            var kept = edge.get(address.path());
            return kept == null
                    ? TestRegistry.get(log.resolve(address.path()), "").body()
                    : kept;
        });
        assertEquals(MerkleTree.root(leaves.subList(0, PUBLISHED)), proofs.root(PUBLISHED));
        assertEquals(200, status(log, "tile/entries/001"));
    }

    private static int status(URI log, String path) {
        return TestRegistry.get(log.resolve(path), "").statusCode();
    }

    @Test
    void a_file_that_is_lost_is_served_from_the_database() throws IOException {
        export().step();
        Files.delete(folder.resolve(ORIGIN).resolve("tile/0/000"));
        assertEquals(200, status(registry.serve().resolve("/log/records/"), "tile/0/000"));
    }

    @Test
    void another_process_goes_on_where_one_ended_and_writes_nothing_twice() throws IOException {
        export().step();
        var file = folder.resolve(ORIGIN).resolve("tile/0/001");
        Files.writeString(file, "as it was left");
        registry.anchorWithoutLedger();
        try (var again = registry.again()) {
            again.bean(StaticExport.class).step();
        }
        assertEquals("as it was left", Files.readString(file));
        assertTrue(exported().contains("tile/0/002"));
    }

    @Test
    void a_folder_that_cannot_be_written_is_tried_again_later() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("registry.example"), "");
        assertEquals(Duration.ofSeconds(10), export().step());
        Files.delete(inTheWay);
        assertEquals(Duration.ofSeconds(1), export().step());
        assertEquals(FULL, exported());
    }

    @Test
    void without_a_folder_nothing_is_looked_for() {
        try (var other = TestRegistry.create()) {
            var files = other.bean(StaticTiles.class);
            assertFalse(files.isConfigured());
            assertTrue(files.find(LogName.RECORDS, "tile/0/000").isEmpty());
            assertFalse(files.exists(LogName.RECORDS, "tile/0/000"));
            org.junit.jupiter.api.Assertions.assertThrows(
                    IllegalStateException.class, () -> files.put(LogName.RECORDS, "tile/0/000", new byte[1]));
        }
    }
}
