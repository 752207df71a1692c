package org.loanregistry.transparency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where vectors lie. Ours are in the checkout and must be there; published ones lie beside it and may be absent. */
public final class TestData {
    private static final Path ROOT =
            Path.of(System.getProperty("loanreg.root", "..")).toAbsolutePath();

    private TestData() {}

    /** A file of the checkout. */
    public static String own(String path) {
        return read(ROOT.resolve(path));
    }

    /** A folder of published vectors; the test is skipped by name when it is absent. */
    public static Path published(String path) {
        Path folder = ROOT.resolve("../shared/vectors").resolve(path).normalize();
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no vectors at " + folder);
        return folder;
    }

    /** All JSON files below a folder, in order. */
    public static List<Path> jsonFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
