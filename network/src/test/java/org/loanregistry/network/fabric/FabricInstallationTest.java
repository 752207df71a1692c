package org.loanregistry.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FabricInstallationTest {
    private static final List<String> PROGRAMS = List.of("peer", "orderer", "configtxgen", "osnadmin");
    private static final List<String> BUILDER = List.of("detect", "build", "release");

    @TempDir
    Path folder;

    private Path install(String peerSays) throws IOException {
        Path home = folder.resolve("fabric");
        for (String program : PROGRAMS) {
            program(home.resolve("bin"), program, "echo '" + peerSays + "'");
        }
        for (String program : BUILDER) {
            program(home.resolve("builders/ccaas/bin"), program, "true");
        }
        return home;
    }

    private static void program(Path folder, String name, String does) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void assertNotFound(String why, Map<String, String> environment) {
        String message =
                String.valueOf(assertThrows(FabricNotFoundException.class, () -> FabricInstallation.find(environment))
                        .getMessage());
        assertTrue(message.contains(why), message);
        assertTrue(message.contains("export FABRIC_HOME="), "says how to install it: " + message);
    }

    @Test
    void the_one_in_fabric_home_is_found_before_the_one_on_the_path() throws Exception {
        Path home = install("Version: v3.1.5");
        Path other = folder.resolve("other");
        program(other, "peer", "true");
        FabricInstallation found =
                FabricInstallation.find(Map.of("FABRIC_HOME", home.toString(), "PATH", other.toString()));
        assertEquals(home.resolve("bin"), found.bin());
        assertEquals(home.resolve("builders/ccaas"), found.builder());
        assertEquals("3.1.5", found.version());
    }

    @Test
    void a_link_on_the_path_leads_to_the_builder_beside_the_real_program() throws Exception {
        Path home = install("Version: v3.1.5").toRealPath();
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("peer"), home.resolve("bin/peer"));
        FabricInstallation found = FabricInstallation.find(Map.of("PATH", "/nowhere::" + links));
        assertEquals(home.resolve("builders/ccaas"), found.builder());
    }

    @Test
    void none_at_all_is_said_with_the_way_to_install_it() {
        assertNotFound("FABRIC_HOME is not set, and no peer is on PATH", Map.of());
        assertNotFound("FABRIC_HOME is not set", Map.of("PATH", folder.toString(), "FABRIC_HOME", " "));
    }

    @Test
    void each_missing_program_is_named() throws Exception {
        Path home = install("Version: v3.1.5");
        Map<String, String> environment = Map.of("FABRIC_HOME", home.toString());
        for (String program : PROGRAMS) {
            Path file = home.resolve("bin").resolve(program);
            Files.move(file, file.resolveSibling("away"));
            assertNotFound("it has no " + program, environment);
            Files.move(file.resolveSibling("away"), file);
        }
        assertEquals(home.resolve("bin"), FabricInstallation.find(environment).bin());
    }

    @Test
    void a_missing_external_builder_is_said() throws Exception {
        Path home = install("Version: v3.1.5");
        Files.delete(home.resolve("builders/ccaas/bin/release"));
        assertNotFound("no external builder", Map.of("FABRIC_HOME", home.toString()));
    }

    @Test
    void a_version_without_bft_orderers_is_refused() throws Exception {
        Path home = install("Version: v2.5.12");
        FabricInstallation old = FabricInstallation.find(Map.of("FABRIC_HOME", home.toString()));
        String message = String.valueOf(
                assertThrows(FabricNotFoundException.class, old::version).getMessage());
        assertTrue(message.contains("is 2.5.12, want 3.1 or later"), message);
    }
}
