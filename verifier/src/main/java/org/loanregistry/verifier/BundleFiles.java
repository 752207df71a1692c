package org.loanregistry.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.loanregistry.transparency.bundle.ProofBundle;

/** Bundles in files: which there are, and what one says. */
final class BundleFiles {
    /** The ending of a bundle's file name. */
    static final String ENDING = ".tlog-proof";

    private BundleFiles() {}

    /** The files named, and every bundle below the folders named, in order of path within each. */
    static List<Path> find(List<Path> filesAndFolders) {
        List<Path> found = new ArrayList<>();
        for (Path path : filesAndFolders) {
            if (!Files.isDirectory(path)) {
                found.add(path);
                continue;
            }
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** The verdict on one file. */
    static Verdict judge(Path file, BundleVerifier verifier) {
        String text;
        try {
            if (Files.size(file) > ProofBundle.MAX_LENGTH) {
                return new Verdict.Unreadable("longer than " + ProofBundle.MAX_LENGTH + " bytes");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            return new Verdict.Unreadable("cannot be read: " + e);
        }
        return verifier.verify(text);
    }
}
