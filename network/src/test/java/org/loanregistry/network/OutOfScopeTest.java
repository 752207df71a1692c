package org.loanregistry.network;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What Fabric does and the development network does not: refused, and never answered wrongly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class OutOfScopeTest {
    private static final String SCOPE = "not in the development network's scope: ";

    @TempDir
    Path home;

    @Test
    void what_is_out_of_scope_is_refused_by_its_name() throws Exception {
        try (TestNetwork network = TestNetwork.on(LedgerKind.DEVELOPMENT, home)) {
            Contract contract = network.client("BankA").contract();
            assertRefused("paged range queries", () -> contract.submitTransaction("page"));
            assertRefused("GET_HISTORY_FOR_KEY", () -> contract.submitTransaction("history"));
            Contract system = network.client("BankA").network().getContract("qscc");
            assertRefused("system chaincode qscc", () -> system.evaluateTransaction("GetChainInfo"));
        }
    }

    private static void assertRefused(String name, Executable call) {
        GatewayException refusal = assertThrows(GatewayException.class, call);
        String said = refusal.getStatus().getDescription() + " "
                + refusal.getDetails().stream().map(ErrorDetail::getMessage).toList();
        assertTrue(said.contains(SCOPE + name), said);
    }
}
