package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bank remembers of its feed, byte for byte (docs/formats.md, section 15). */
class SeenHeadTest {
    /** SHA-256 of the origin in hex, computed in Python, and the slot. */
    private static final String NAME = "d1d8d4445f8ae3c725839fde23a27acdc740234cad019d380546a3e019a81554-slot3.seen";

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog("seen");
    private final SeenHead seen;

    SeenHeadTest() {
        long size = log.appendBatch(3);
        seen = new SeenHead(log.feedHead(), log.note(size));
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(SeenHeadTest.class.getResourceAsStream("/vectors/seen/" + NAME))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_file_is_the_golden_one_and_reads_back() throws IOException {
        seen.write(folder, 3);
        assertEquals(List.of(NAME), files());
        assertEquals(golden(), Files.readString(folder.resolve(NAME)));
        assertEquals(Optional.of(seen), SeenHead.read(folder, TestLog.ORIGIN, 3));
        assertEquals(Optional.empty(), SeenHead.read(folder, TestLog.ORIGIN, 4));
    }

    @Test
    void what_a_crash_left_half_written_is_not_read_and_written_over() throws IOException {
        seen.write(folder, 3);
        Files.writeString(
                folder.resolve(NAME + ".new"), golden().substring(0, 40) + "and very much more that is torn off");
        assertEquals(Optional.of(seen), SeenHead.read(folder, TestLog.ORIGIN, 3));
        long size = log.appendBatch(1);
        SeenHead next = new SeenHead(log.feedHead(), log.note(size));
        next.write(folder, 3);
        assertEquals(List.of(NAME), files());
        assertEquals(Optional.of(next), SeenHead.read(folder, TestLog.ORIGIN, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "v1,v2",
        "size 3,size 03",
        "size 3,size -3",
        "size,length",
        "'root ','root'",
        "registry.example,registry.other"
    })
    void a_changed_line_is_refused(String line, String other) throws IOException {
        String changed = golden().replaceFirst(line, other);
        assertTrue(!changed.equals(golden()), "nothing was changed");
        Files.writeString(folder.resolve(NAME), changed);
        // A note of another origin parses, but is not signed by the pinned key: Memory refuses that.
        if (!line.startsWith("registry")) {
            assertThrows(IllegalArgumentException.class, () -> SeenHead.read(folder, TestLog.ORIGIN, 3));
        } else {
            assertTrue(!SeenHead.read(folder, TestLog.ORIGIN, 3)
                    .orElseThrow()
                    .note()
                    .isSignedBy(log.vkey()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 22, 23, 30, 80})
    void a_file_that_is_cut_off_is_refused(int length) throws IOException {
        Files.writeString(folder.resolve(NAME), golden().substring(0, length));
        assertThrows(RuntimeException.class, () -> SeenHead.read(folder, TestLog.ORIGIN, 3));
    }
}
