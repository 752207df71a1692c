package org.loanregistry.registry.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.DatabaseLogin;

/**
 * {@link CrashChild} as a program that starts quickly: its classes in one jar, and what one whole life taught the virtual
 * machine in a cache beside it. Without the cache it only starts slower.
 */
final class ChildProgram {
    private static final int TRAINING_SECONDS = 90;

    private final String classPath;
    private final @Nullable Path cache;

    private ChildProgram(String classPath, @Nullable Path cache) {
        this.classPath = classPath;
        this.cache = cache;
    }

    /** Packs the class path of the tests and has one life lived from it. */
    static ChildProgram prepare() throws IOException, InterruptedException {
        var folder = TestRegistry.temporaryFolder();
        var classPath = pack(folder.resolve("classes.jar"));
        var cache = folder.resolve("crash.aot");
        var ledger = TestLedger.running();
        var host = TestLedger.host();
        try (var registry = TestRegistry.create(Map.of("registry.host", host));
                var witness = new BankWitness(ledger, "BankB", InstantSource.system())) {
            ledger.register(
                    registry.bean(SigningKeys.class).of(LogName.RECORDS).verifierKey(), CrashTest.terms(witness));
            var training = new ProcessBuilder(command(
                            classPath,
                            "-XX:AOTCacheOutput=" + cache,
                            List.of(
                                    registry.home().toString(),
                                    registry.bean(DatabaseLogin.class).url(),
                                    folder.resolve("journal").toString(),
                                    "1",
                                    "-1",
                                    ledger.profile("RegistryOperator", "client").toString(),
                                    host,
                                    witness.url())))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("training").toFile())
                    .start();
            if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                training.descendants().forEach(ProcessHandle::destroyForcibly);
                training.destroyForcibly().waitFor();
            }
        }
        return new ChildProgram(classPath, Files.exists(cache) ? cache : null);
    }

    /** A cache holds classes of jars only: the folders of the class path go into one. */
    private static String pack(Path jar) throws IOException {
        List<String> libraries = new ArrayList<>(List.of(jar.toString()));
        try (var packed = new JarOutputStream(Files.newOutputStream(jar))) {
            packed.setLevel(0);
            Set<String> names = new HashSet<>();
            for (var part : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
                var path = Path.of(part);
                if (Files.isDirectory(path)) {
                    add(packed, path, names);
                } else if (!part.isEmpty()) {
                    libraries.add(part);
                }
            }
        }
        return String.join(java.io.File.pathSeparator, libraries);
    }

    private static void add(JarOutputStream packed, Path folder, Set<String> names) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                // With entries for the folders, for beans are found by listing one.
                var isFolder = Files.isDirectory(file);
                var name = folder.relativize(file) + (isFolder ? "/" : "");
                if (names.add(name)) {
                    packed.putNextEntry(new ZipEntry(name));
                    if (!isFolder) {
                        Files.copy(file, packed);
                    }
                    packed.closeEntry();
                }
            }
        }
    }

    /** A life of its own. */
    Process start(Path output, String... arguments) {
        try {
            return new ProcessBuilder(command(
                            classPath, cache == null ? "-Xshare:auto" : "-XX:AOTCache=" + cache, List.of(arguments)))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String classPath, String cacheOption, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Xlog:disable",
                cacheOption,
                "-cp",
                classPath,
                CrashChild.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
