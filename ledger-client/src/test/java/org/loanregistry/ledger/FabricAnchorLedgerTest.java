package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNotFoundException;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.note.SigningKey;

/** The same on Hyperledger Fabric itself; skipped where it is not installed, unless LOANREG_TEST_FABRIC is `required`. */
class FabricAnchorLedgerTest extends AnchorLedgerTest {
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

    @Test
    void a_first_anchor_is_committed_on_a_network_made_from_nothing(@TempDir Path home) throws IOException {
        long started = System.nanoTime();
        try (RunningNetwork network = RunningNetwork.start(home, networkOptions());
                AnchorLedger bankA = network.connect("BankA", "admin");
                AnchorLedger bankB = network.connect("BankB", "admin");
                AnchorLedger operator = network.connect("RegistryOperator", "client")) {
            SigningKey key = GrowingLog.newKey("first.example/loans/registry/1/records");
            Change change = new Change.RegisterLog(
                    1, new LogKeys(List.of(key.verifierKey())), new LogTerms(List.of(), 0, 0, 86_400, 0));
            assertInstanceOf(SubmitOutcome.Committed.class, bankA.governance().propose(change));
            assertInstanceOf(SubmitOutcome.Committed.class, bankB.governance().approve(change.id()));
            GrowingLog log = new GrowingLog(key, "first", 1);
            assertInstanceOf(SubmitOutcome.Committed.class, operator.anchor(log.note(1), 0, List.of()));
            // Read by people, not asserted: on a busy machine it is another machine's time.
            System.out.printf(
                    Locale.ROOT,
                    "first anchor committed %.1f s after nothing existed%n",
                    (System.nanoTime() - started) / 1e9);
        }
    }
}
