package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:7061",
            "CORE_CHAINCODE_ID_NAME", "registry:ab",
            "CORE_PEER_LOCALMSPID", "BankA");

    @Test
    void complete_settings_are_read() {
        ServerSettings settings = ServerSettings.from(COMPLETE);
        assertEquals(7061, settings.address().getPort());
        assertEquals("registry:ab", settings.packageId());
        assertEquals("BankA", settings.mspId());
        assertNull(settings.tls());
    }

    @Test
    void key_and_certificate_together_mean_tls() {
        ServerSettings settings =
                ServerSettings.from(with(Map.of("CHAINCODE_TLS_KEY", "k.pem", "CHAINCODE_TLS_CERT", "c.pem")));
        assertEquals(new ServerSettings.Tls(Path.of("k.pem"), Path.of("c.pem")), settings.tls());
        assertRefused("CHAINCODE_TLS_CERT", with(Map.of("CHAINCODE_TLS_KEY", "k.pem")));
        assertRefused("CHAINCODE_TLS_KEY", with(Map.of("CHAINCODE_TLS_CERT", "c.pem")));
    }

    @Test
    void a_missing_setting_is_named() {
        for (String name : COMPLETE.keySet()) {
            Map<String, String> without = new HashMap<>(COMPLETE);
            without.remove(name);
            assertRefused(name, without);
            without.put(name, " ");
            assertRefused(name, without);
        }
    }

    @Test
    void an_address_without_host_or_port_is_refused() {
        for (String address : List.of("7061", ":7061", "host:", "host:x", "host:65536", "host:-1")) {
            assertRefused("CHAINCODE_SERVER_ADDRESS", with(Map.of("CHAINCODE_SERVER_ADDRESS", address)));
        }
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.putAll(more);
        return environment;
    }

    private static void assertRefused(String name, Map<String, String> environment) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ServerSettings.from(environment));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(name + " is "), refusal::toString);
    }
}
