package org.loanregistry.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchMainTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "50000, 50000", "100k, 100000", "10M, 10000000", "100M, 100000000"})
    void a_number_of_leaves_is_read(String text, int value) {
        assertEquals(value, LeafCount.parse(text).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1m", "1.5M", "101M", "999999999M", "10 M", "M"})
    void what_is_no_number_of_leaves_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> LeafCount.parse(text));
    }

    @Test
    void the_last_line_has_the_medians_as_json() {
        var bytes = new ByteArrayOutputStream();
        var figures = new Figures("sample", new PrintStream(bytes, true, StandardCharsets.UTF_8));
        for (double value : new double[] {9, 1, 0.5, 2.25, 30_000.4}) {
            figures.round("a_per_s", value);
        }
        figures.finish();
        var last = bytes.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(last.startsWith("{\"bench\":\"sample\",\"processors\":"), last);
        assertTrue(last.endsWith(",\"a_per_s\":2.250}"), last);
        assertThrows(IllegalArgumentException.class, () -> figures.median("never_measured"));
    }

    @Test
    void an_option_that_is_wrong_ends_with_status_2_and_says_which() {
        var errors = new StringWriter();
        var status = BenchMain.commandLine().setErr(new PrintWriter(errors)).execute("verify", "--leaves", "many");
        assertEquals(2, status);
        assertTrue(errors.toString().contains("--leaves"), errors.toString());
    }

    @Test
    void proofs_of_a_small_log_are_made_and_verified() {
        assertEquals(
                0,
                BenchMain.commandLine()
                        .execute("verify", "--leaves", "70k", "--rounds", "1", "--slice", "PT0.05S", "--feed", "600"));
    }

    @Test
    void a_file_of_positions_is_compared_and_what_differs_is_what_was_made_wrong() {
        assertEquals(0, BenchMain.commandLine().execute("reconcile", "--positions", "300", "--rounds", "1"));
    }

    @Test
    void the_privacy_layer_is_measured_beside_its_peers() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertEquals(
                    0,
                    BenchMain.commandLine()
                            .execute("privacy", "--rounds", "1", "--slice", "PT0.001S", "--warm-up", "PT0.001S"));
        } finally {
            System.setOut(before);
        }
        var last = bytes.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        for (var key : List.of(
                "envelope_encrypt_vs_jce",
                "envelope_encrypt_vs_tink",
                "envelope_decrypt_vs_jce",
                "new_borrower_vs_tink_kms",
                "ff1_vs_bc",
                "gm_vs_bc",
                "masks_per_s",
                "decision_us")) {
            assertTrue(last.contains("\"" + key + "\":"), last);
        }
        assertTrue(last.startsWith("{\"bench\":\"privacy\"") && last.endsWith("}"), last);
    }
}
