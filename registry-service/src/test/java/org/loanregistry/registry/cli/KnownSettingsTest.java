package org.loanregistry.registry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSettingsTest {
    private static List<String> variable(String name) {
        return KnownSettings.faults(Map.of(name, "x"), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "LOANREG_DATABASE_URI, LOANREG_DATABASE_URL",
        "LOANREG_DATABSE_USER, LOANREG_DATABASE_USER",
        "LOANREG_HOM, LOANREG_HOME",
        "LOANREG_DATABASE_USERPASSWORD, LOANREG_DATABASE_USER_PASSWORD",
        "REGISTRY_ROOT_SECRETFILE, REGISTRY_ROOT_SECRET_FILE",
        "REGISTRY_ROOT_PIN, REGISTRY_ROOT_KIND",
        "REGISTRY_ANCHOR_INTERVALL, REGISTRY_ANCHOR_INTERVAL",
        "REGISTRY_HEALTH_LAGG, REGISTRY_HEALTH_LAG"
    })
    void a_variable_that_is_none_is_named_with_the_nearest_that_is_one(String name, String nearest) {
        assertEquals(List.of("there is no variable " + name + "; the nearest is " + nearest), variable(name));
    }

    @ParameterizedTest
    @CsvSource({
        "loanreg.rot, loanreg.root",
        "registry.root.secret-fil, registry.root.secret-file",
        "registry.health.horizonAge, registry.health.horizon-age"
    })
    void a_system_property_that_is_none_is_named_with_the_nearest_that_is_one(String name, String nearest) {
        assertEquals(
                List.of("there is no system property " + name + "; the nearest is " + nearest),
                KnownSettings.faults(Map.of(), List.of(name)));
    }

    @ParameterizedTest
    @CsvSource({"LOANREG_HOME", "REGISTRY_ROOT_KIND", "REGISTRY_PORT", "REGISTRY_SERVICE_HOST", "PATH"})
    void what_is_known_and_what_is_somebody_elses_is_passed_over(String name) {
        assertEquals(List.of(), variable(name));
    }

    @Test
    void the_runbook_lists_every_setting() throws IOException {
        var runbook = Files.readString(Path.of(System.getProperty("loanreg.root"), "docs/runbook.md"));
        for (var known : List.of(KnownSettings.OURS, KnownSettings.BOUND)) {
            for (var name : known) {
                assertTrue(runbook.contains("| `" + name + "` |"), name);
            }
        }
    }
}
