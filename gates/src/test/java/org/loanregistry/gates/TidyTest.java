package org.loanregistry.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Style that a reader would otherwise have to remember, checked over the sources as they stand. */
class TidyTest {
    private static final int METHOD_LINES_MAX = 40;
    private static final int FILE_LINES_MAX = 400;
    private static final int BLOB_BYTES_MAX = 1_000_000;

    /** What not to call, each with what to call instead. */
    private static final Map<String, String> BANNED = Map.of(
            "Instant.now()", "an injected InstantSource",
            "System.currentTimeMillis(", "an injected InstantSource",
            "LocalDate.now(", "an injected InstantSource and the contract's zone",
            "new Random(", "an injected RandomGenerator or SecureRandom",
            "Thread.sleep(", "a wait on the condition itself, with a deadline",
            "printStackTrace(", "the logger, or let it propagate",
            ".getBytes()", "getBytes(StandardCharsets.UTF_8)",
            "@SuppressWarnings(\"NullAway\")", "a type that cannot be null there");

    /** Where time and waiting enter: the only files in which a banned call of that kind may stand. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "Thread.sleep(", List.of("registry-service/src/main/java/org/loanregistry/registry/cli/demo/Wait.java"));

    private static final Path ROOT =
            Path.of(System.getProperty("loanreg.root", ".")).toAbsolutePath().normalize();

    @Test
    void files_and_methods_stay_small_enough_to_read() throws IOException {
        var faults = new ArrayList<String>();
        var sources = javaSources("main");
        for (var file : sources) {
            var lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES_MAX) {
                faults.add(named(file) + ": " + lines + " lines, at most " + FILE_LINES_MAX);
            }
        }
        faults.addAll(longMethods(sources));
        assertEquals(List.of(), faults);
    }

    @Test
    void banned_calls_are_absent() throws IOException {
        var faults = new ArrayList<String>();
        for (var file : javaSources("main")) {
            var text = Files.readString(file);
            BANNED.forEach((call, instead) -> {
                if (text.contains(call)
                        && !ALLOWED.getOrDefault(call, List.of()).contains(named(file))) {
                    faults.add(named(file) + ": " + call + " - use " + instead);
                }
            });
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void nothing_is_left_to_do_in_the_sources() throws IOException {
        var leftover = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
        var faults = new ArrayList<String>();
        for (var file : tracked(".java", ".sql", ".yml", ".sh")) {
            if (leftover.matcher(Files.readString(file)).find()) {
                faults.add(named(file));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void every_package_says_that_it_is_null_marked() throws IOException {
        var faults = new ArrayList<String>();
        for (var file : javaSources("main")) {
            var info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                faults.add(named(file));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void decisions_are_numbered_without_a_gap() throws IOException {
        assertConsecutive(numbersIn(ROOT.resolve("docs/decisions"), Pattern.compile("(\\d{4})-.*\\.md")));
    }

    /** Numbers are handed out before the work is done, so that there may be gaps for a while. */
    @Test
    void no_two_migrations_have_one_number() throws IOException {
        var numbers = numbersIn(
                ROOT.resolve("registry-service/src/main/resources/db/migration"), Pattern.compile("V(\\d+)__.*\\.sql"));
        assertTrue(!numbers.isEmpty(), "nothing is numbered");
        assertEquals(numbers.stream().distinct().toList(), numbers);
    }

    @Test
    void every_path_that_a_document_names_exists() throws IOException {
        var path = Pattern.compile("`((?:docs|transparency|privacy|chaincode|network|ledger-client|verifier"
                + "|registry-service|db-codegen|gates|vectors|benchmarks)/[A-Za-z0-9_./-]*)`");
        var faults = new ArrayList<String>();
        for (var file : tracked(".md")) {
            var found = path.matcher(Files.readString(file));
            while (found.find()) {
                if (!Files.exists(ROOT.resolve(found.group(1)))) {
                    faults.add(named(file) + " names " + found.group(1));
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void no_large_blob_is_committed() throws IOException {
        var faults = new ArrayList<String>();
        for (var file : tracked("")) {
            if (Files.size(file) > BLOB_BYTES_MAX) {
                faults.add(named(file));
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> longMethods(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, _ -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var scanner = new MethodLengths(Trees.instance(task));
            for (var unit : task.parse()) {
                scanner.scan(unit, unit);
            }
            assertTrue(scanner.methods > 500, "only " + scanner.methods + " methods were read");
            return scanner.faults;
        }
    }

    private static List<Path> javaSources(String kind) throws IOException {
        var sources = tracked(".java").stream()
                .filter(file -> named(file).contains("/src/" + kind + "/java/"))
                .toList();
        assertTrue(sources.size() > 50, "only " + sources.size() + " sources were found");
        return sources;
    }

    private static List<Path> tracked(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isOurs(named(file)))
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(String name) {
        return !name.startsWith(".git/")
                && !name.startsWith(".loanreg/")
                && !name.startsWith("target/")
                && !name.contains("/target/");
    }

    private static String named(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<Integer> numbersIn(Path folder, Pattern name) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(found -> found.matches())
                    .map(found -> Integer.valueOf(found.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private static void assertConsecutive(List<Integer> numbers) {
        assertTrue(!numbers.isEmpty(), "nothing is numbered");
        assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
    }

    private static final class MethodLengths extends TreeScanner<Void, CompilationUnitTree> {
        private final Trees trees;
        private final List<String> faults = new ArrayList<>();
        private int methods;

        MethodLengths(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            methods++;
            if (method.getBody() != null) {
                var positions = trees.getSourcePositions();
                var lines = unit.getLineMap();
                var first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                var last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                if (last - first - 1 > METHOD_LINES_MAX) {
                    faults.add(unit.getSourceFile().getName().replace(ROOT + "/", "") + ":" + first + " "
                            + method.getName() + " has " + (last - first - 1) + " lines, at most " + METHOD_LINES_MAX);
                }
            }
            return super.visitMethod(method, unit);
        }
    }
}
