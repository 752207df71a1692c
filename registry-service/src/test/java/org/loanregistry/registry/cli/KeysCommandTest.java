package org.loanregistry.registry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private record Run(int status, String out, String err) {}

    private Run keys(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        int status = new CommandLine(new KeysCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    void an_unused_registry_has_a_root_and_no_tenant() {
        Run status = keys("status");
        assertEquals(0, status.status(), status.err());
        assertEquals(1, status.out().lines().count(), status.out());
        assertTrue(Files.exists(home.resolve("keys/root.key")));
        for (String[] refused : new String[][] {{"rotate", "bank-a"}, {"destroy", "bank-a", "1"}}) {
            Run run = keys(refused);
            assertEquals(1, run.status());
            assertTrue(run.err().contains("tenant: no key of this name"), run.err());
        }
    }

    @Test
    void shares_are_written_once_and_bring_the_root_back() throws Exception {
        assertEquals(1, keys("escrow", "--to", home.resolve("away").toString()).status(), "nothing to share");
        assertEquals(0, keys("status").status());
        String to = home.resolve("shares").toString();
        Run escrow = keys("escrow", "--to", to);
        assertEquals(0, escrow.status(), escrow.err());
        assertFalse(escrow.out().contains("loanreg root share"), "no share on the screen");
        assertEquals(1, keys("escrow", "--to", to).status());
        String one = to + "/root-share-1.txt";
        String three = to + "/root-share-3.txt";
        assertEquals(1, keys("restore", "--share", one, "--share", three).status(), "it is there");
        Files.delete(home.resolve("keys/root.key"));
        Run lost = keys("status");
        assertEquals(1, lost.status());
        assertEquals(1, lost.err().lines().count(), lost.err());
        assertTrue(lost.err().contains("loanreg keys restore"), lost.err());
        assertEquals(1, keys("restore", "--share", one).status(), "one share");
        Run restored = keys("restore", "--share", one, "--share", three);
        assertEquals(0, restored.status(), restored.err());
        assertTrue(restored.out().startsWith("restored file:"), restored.out());
        assertEquals(0, keys("status").status());
    }

    @Test
    void a_command_that_is_not_one_is_refused() {
        assertEquals(2, keys("forget").status());
        assertEquals(2, keys("destroy", "bank-a", "one").status());
        assertEquals(2, keys("move", "--kind", "PAPER", "--secret-file", "x").status());
    }
}
