package org.loanregistry.network;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry's own contract on this network: that it answers, and that it sees who asks. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class RegistryContractTest {
    @TempDir
    Path home;

    @Test
    void the_registry_contract_refuses_by_code_and_sees_the_callers_role() throws Exception {
        var settings = NetworkSettings.of(home, NetworkSettings.REGISTRY_CONTRACT);
        try (DevelopmentNetwork network = DevelopmentNetwork.start(settings);
                TestClient client = TestClient.of(network.profile("BankA", "client"))) {
            Contract contract = client.contract();
            GatewayException unknown = assertThrows(
                    GatewayException.class, () -> contract.evaluateTransaction("Head", "registry.example/records"));
            assertTrue(String.valueOf(unknown.getMessage()).contains("NOT_FOUND: "), unknown::getMessage);
            EndorseException notAdmin =
                    assertThrows(EndorseException.class, () -> contract.submitTransaction("Propose", "no change"));
            assertTrue(
                    notAdmin.getDetails().toString().contains("NOT_ALLOWED: "),
                    () -> notAdmin.getDetails().toString());
        }
    }
}
