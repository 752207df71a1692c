package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNotFoundException;

/** The same on Hyperledger Fabric itself; skipped where it is not installed, unless LOANREG_TEST_FABRIC is {@code required}. */
class FabricCanaryTest extends CanaryTest {
    @Override
    List<String> networkOptions() {
        try {
            FabricInstallation.find(System.getenv());
        } catch (FabricNotFoundException e) {
            if ("required".equals(System.getenv("LOANREG_TEST_FABRIC"))) {
                fail(e.getMessage());
            }
            Assumptions.abort("Hyperledger Fabric is not installed: " + e.getMessage());
        }
        return List.of("--fabric");
    }
}
