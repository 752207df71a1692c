package org.loanregistry.registry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an identity provider needs to be set up, and what is said when it is not there. */
class ProviderSettingsTest {
    @TempDir
    private Path folder;

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> new ProviderSettings(environment, Map.of()).properties())
                .getMessage());
    }

    @Test
    void the_secret_comes_from_a_file_and_a_property_beats_a_variable() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
        var settings = new ProviderSettings(
                Map.of(
                        "REGISTRY_IDENTITY_ISSUER",
                        "http://elsewhere.example",
                        "REGISTRY_IDENTITY_CLIENT_SECRET_FILE",
                        file.toString()),
                Map.of("registry.identity.issuer", "https://id.example/realms/loans"));
        assertTrue(settings.isPresent());
        assertEquals(Map.of("registry.identity.client-secret", "s3cret"), settings.properties());
    }

    @Test
    void without_an_issuer_there_is_no_provider() {
        var settings = new ProviderSettings(Map.of("REGISTRY_IDENTITY_ISSUER", " "), Map.of());
        assertFalse(settings.isPresent());
        assertEquals(Map.of(), settings.properties());
    }

    @ParameterizedTest
    @CsvSource({
        "http://id.example/realms/loans",
        "http://127.0.0.1.evil.example/",
        "ftp://id.example",
        "id.example",
        "//id.example"
    })
    void an_issuer_that_others_can_change_under_way_is_refused(String issuer) {
        String said = refusal(Map.of("REGISTRY_IDENTITY_ISSUER", issuer));
        assertTrue(said.startsWith("REGISTRY_IDENTITY_ISSUER must be an https address"), said);
    }

    @Test
    void a_secret_that_is_not_there_is_named_by_its_setting() throws IOException {
        String issuer = "https://id.example";
        assertTrue(refusal(Map.of("REGISTRY_IDENTITY_ISSUER", issuer))
                .contains("needs REGISTRY_IDENTITY_CLIENT_SECRET_FILE"));
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        for (Path file : new Path[] {empty, folder.resolve("none")}) {
            String said = refusal(Map.of(
                    "REGISTRY_IDENTITY_ISSUER", issuer, "REGISTRY_IDENTITY_CLIENT_SECRET_FILE", file.toString()));
            assertTrue(said.startsWith("the file of REGISTRY_IDENTITY_CLIENT_SECRET_FILE"), said);
            assertFalse(said.contains(folder.toString()), said);
        }
    }
}
