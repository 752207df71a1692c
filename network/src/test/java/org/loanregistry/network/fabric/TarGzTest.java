package org.loanregistry.network.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarGzTest {
    @TempDir
    Path folder;

    @Test
    void the_systems_own_tar_reads_every_file_of_it() throws Exception {
        TreeMap<String, byte[]> files = new TreeMap<>(Map.of(
                "empty",
                new byte[0],
                "short",
                "text\n".getBytes(UTF_8),
                "whole",
                new byte[512],
                "long",
                new byte[5000]));
        Path archive = Files.write(folder.resolve("a.tar.gz"), TarGz.of(files));
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertArrayEquals(file.getValue(), Files.readAllBytes(folder.resolve(file.getKey())), file.getKey());
        }
    }

    @Test
    void the_same_files_are_the_same_bytes() throws Exception {
        TreeMap<String, byte[]> files = new TreeMap<>(Map.of("b", new byte[] {1}, "a", new byte[] {2}));
        assertArrayEquals(TarGz.of(files), TarGz.of(new TreeMap<>(files)));
    }

    @Test
    void a_name_that_does_not_fit_is_refused() {
        TreeMap<String, byte[]> files = new TreeMap<>(Map.of("n".repeat(100), new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> TarGz.of(files));
    }
}
