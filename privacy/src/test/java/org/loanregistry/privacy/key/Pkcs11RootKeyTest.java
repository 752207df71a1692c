package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A root key in a SoftHSM2 token (Debian's softhsm2); skipped where it is not installed. */
class Pkcs11RootKeyTest extends RootKeyContract {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "1234";

    /** SoftHSM reads SOFTHSM2_CONF when its library is loaded; surefire sets it to this file (pom.xml). */
    @BeforeAll
    static void makeToken() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(LIBRARY), "skipped: SoftHSM2 is not installed");
        Path conf = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = conf.resolveSibling("softhsm-tokens");
        if (Files.notExists(tokens)) {
            Files.createDirectories(tokens);
            Files.writeString(
                    conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
            Process made = new ProcessBuilder(
                            "softhsm2-util", "--init-token", "--free", "--label", "test", "--pin", PIN, "--so-pin", PIN)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, made.waitFor(), said);
        }
    }

    private static Path library() {
        return LIBRARY;
    }

    @Override
    RootKey root(String name) {
        return Pkcs11RootKey.open(library(), 0, PIN.toCharArray(), name, random);
    }

    @Test
    void a_wrong_pin_a_missing_library_and_an_ill_named_key_are_refused_without_showing_the_pin() {
        for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                () -> Pkcs11RootKey.open(folder.resolve("no.so"), 0, PIN.toCharArray(), "one", random),
                () -> Pkcs11RootKey.open(library(), 99, PIN.toCharArray(), "one", random))) {
            var refusal = assertThrows(IllegalStateException.class, call);
            assertTrue(String.valueOf(refusal.getMessage()).startsWith("the PKCS#11 token of "), refusal.getMessage());
            assertFalse(String.valueOf(refusal.getMessage()).contains(PIN));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Pkcs11RootKey.open(library(), 0, PIN.toCharArray(), "One two", random));
    }
}
