package org.loanregistry.network;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNotFoundException;

/** Whether this machine can run tests on Hyperledger Fabric itself. */
final class RealFabric {
    private RealFabric() {}

    /** Skips the test where there is no Fabric, unless the environment says that it must run. */
    static void orSkip() {
        Map<String, String> environment = System.getenv();
        try {
            FabricInstallation.find(environment);
        } catch (FabricNotFoundException e) {
            if ("required".equals(environment.get("LOANREG_TEST_FABRIC"))) {
                fail(e.getMessage());
            }
            Assumptions.abort("Hyperledger Fabric is not installed: " + e.getMessage());
        }
    }
}
