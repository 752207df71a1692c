package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Where the demo keeps its state: {@code demo/} in LOANREG_HOME, made anew by each run, and {@code run.json} beside it. */
record DemoHome(Path loanregHome) {
    DemoHome {
        loanregHome = loanregHome.toAbsolutePath().normalize();
    }

    Path directory() {
        return loanregHome.resolve("demo");
    }

    Path network() {
        return directory().resolve("network");
    }

    Path service() {
        return directory().resolve("service");
    }

    Path databaseFiles() {
        return service().resolve("postgres").resolve("data");
    }

    Path logs() {
        return directory().resolve("logs");
    }

    Path banks() {
        return directory().resolve("banks");
    }

    Path runFile() {
        return loanregHome.resolve("run.json");
    }

    Path profile(String organisation, String user) {
        return network().resolve("organisations").resolve(organisation).resolve(user + ".properties");
    }

    /** Removes what an earlier run left and makes the folders. */
    void clear() {
        try {
            deleteTree(directory());
            Files.deleteIfExists(runFile());
            Files.createDirectories(logs());
            Files.createDirectories(banks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies a folder with all below it but the top-level names in {@code except}, keeping the files' modes. */
    static void copyTree(Path from, Path to, Set<String> except) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (except.contains(from.relativize(folder).toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.copy(folder, to.resolve(from.relativize(folder)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!except.contains(from.relativize(file).toString())) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a live server removes files while it is copied
                }
                throw failure;
            }
        });
    }

    /** Bytes of all files below a folder. */
    static long sizeOf(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            var bytes = 0L;
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
