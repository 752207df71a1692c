package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second, independent check of a bundle, which shares no code with ours, says of every vector what ours says. */
class PythonCheckTest {
    private static final Path ROOT = Path.of(System.getProperty("loanreg.root"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void it_accepts_and_refuses_the_same_bundles() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "no python3 on this machine: the independent check was not run");
        Path vkey = Files.writeString(
                folder.resolve("vkey"), new TestLog("log").vkey().toText());
        for (Map.Entry<String, BundleCases.Case> made : BundleCases.all().entrySet()) {
            Path bundle = Files.writeString(
                    folder.resolve(made.getKey()), made.getValue().bundle());
            boolean wanted = made.getValue().expect().equals("VERIFIED");
            Said said = check(bundle, vkey);
            assertEquals(wanted ? 0 : 1, said.status(), made.getKey() + ": " + said.text());
            assertTrue(said.text().startsWith(wanted ? "VERIFIED" : "REFUSED "), made.getKey() + ": " + said.text());
        }
    }

    private record Said(int status, String text) {}

    private static Said check(Path bundle, Path vkey) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "python3",
                        ROOT.resolve("docs/examples/check_bundle.py").toString(),
                        bundle.toString(),
                        vkey.toString(),
                        ROOT.resolve("docs/schemas/records.txt").toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
