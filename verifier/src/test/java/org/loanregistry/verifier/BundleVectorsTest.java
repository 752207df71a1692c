package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;

class BundleVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("loanreg.root"), "verifier/src/test/resources/vectors/bundles");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_bundle_gets_the_verdict_that_its_file_expects(Path file) throws IOException {
        Map<?, ?> vector = (Map<?, ?>) CanonicalJson.parse(Files.readString(file));
        VerifierKey key =
                VerifierKey.parse(Files.readString(FOLDER.resolve("vkey.txt")).strip());
        Verdict verdict = new BundleCheck(key, PackedSchemas.load()).check(String.valueOf(vector.get("bundle")));
        assertEquals(vector.get("expect"), verdict.label(), vector.get("why") + ": " + verdict.detail());
    }

    @Test
    void the_files_are_those_that_the_cases_write() throws IOException {
        Map<String, BundleCases.Case> made = BundleCases.all();
        List<String> names = cases().map(file -> file.getFileName().toString()).toList();
        assertEquals(made.keySet().stream().map(name -> name + ".json").sorted().toList(), names);
        for (Map.Entry<String, BundleCases.Case> entry : made.entrySet()) {
            assertEquals(
                    Files.readString(FOLDER.resolve(entry.getKey() + ".json")),
                    entry.getValue().toJson());
        }
    }

    @Test
    void most_of_them_are_refused() {
        long verified = BundleCases.all().values().stream()
                .filter(made -> made.expect().equals("VERIFIED"))
                .count();
        assertTrue(BundleCases.all().size() > 3 * verified);
    }

    @Test
    void what_was_altered_is_named() {
        BundleCheck check = new BundleCheck(new TestLog("log").vkey(), PackedSchemas.load());
        assertEquals(new Verdict.Altered("field principalMinor"), check.check(bundleOf("amount-raised")));
        assertEquals(new Verdict.Altered("header"), check.check(bundleOf("time-altered")));
    }

    private static String bundleOf(String name) {
        return Objects.requireNonNull(BundleCases.all().get(name)).bundle();
    }
}
