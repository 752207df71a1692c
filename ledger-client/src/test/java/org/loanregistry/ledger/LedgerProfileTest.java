package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerProfileTest {
    private static final String COMPLETE = """
            address=127.0.0.1:7051
            mspId=BankA
            tlsCaFile=../tls-ca.pem
            certFile=client.pem
            keyFile=client.key
            channel=loans
            chaincode=registry
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void write_the_files_that_profiles_name() throws IOException {
        Files.createDirectories(folder.resolve("BankA"));
        Files.writeString(folder.resolve("tls-ca.pem"), "ca");
        Files.writeString(folder.resolve("BankA/client.pem"), "certificate");
        Files.writeString(folder.resolve("BankA/client.key"), "key");
    }

    @Test
    void paths_start_at_the_folder_of_the_profile() throws IOException {
        LedgerProfile profile = load(COMPLETE);
        assertEquals("127.0.0.1:7051", profile.address());
        assertEquals("BankA", profile.mspId());
        assertEquals(folder.resolve("tls-ca.pem"), profile.tlsCaFile());
        assertEquals(folder.resolve("BankA/client.key"), profile.keyFile());
        assertEquals("registry", profile.chaincode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"address", "mspId", "tlsCaFile", "certFile", "keyFile", "channel", "chaincode"})
    void a_missing_and_an_empty_property_are_refused_by_name(String name) {
        for (String text : new String[] {
            COMPLETE.replaceAll("(?m)^" + name + "=.*\n", ""), COMPLETE.replaceAll("(?m)^" + name + "=.*", name + "=")
        }) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> load(text));
            assertTrue(String.valueOf(refusal.getMessage()).contains("has no " + name), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", ":7051", "https://bank:7051", "bank:0", "bank:123456", "ba nk:7051"})
    void an_address_that_is_no_host_and_port_is_refused(String address) {
        assertThrows(IllegalArgumentException.class, () -> load(COMPLETE.replace("127.0.0.1:7051", address)));
    }

    @Test
    void a_file_that_is_not_there_is_refused_by_name() throws IOException {
        Files.delete(folder.resolve("BankA/client.key"));
        var refusal = assertThrows(IllegalArgumentException.class, () -> load(COMPLETE));
        assertTrue(String.valueOf(refusal.getMessage()).contains("keyFile"), refusal.getMessage());
    }

    @Test
    void a_profile_that_is_not_there_is_refused() {
        assertThrows(UncheckedIOException.class, () -> LedgerProfile.load(folder.resolve("none.properties")));
    }

    @Test
    void a_certificate_that_is_none_is_refused_before_anything_is_sent() throws IOException {
        LedgerProfile profile = load(COMPLETE);
        assertThrows(IllegalArgumentException.class, () -> AnchorLedger.connect(profile));
    }

    private LedgerProfile load(String text) throws IOException {
        Path file = folder.resolve("BankA/client.properties");
        Files.writeString(file, text);
        return LedgerProfile.load(file);
    }
}
