package org.loanregistry.verifier;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import picocli.CommandLine.Option;

/** {@code --peer} where it must be given: the bank's own peer, and as whom the bank speaks to it. */
final class OwnPeer {
    @Option(
            names = "--peer",
            required = true,
            paramLabel = "PROFILE",
            description = "Properties of the bank's own peer: address, mspId, tlsCaFile, certFile, keyFile, channel,"
                    + " chaincode. To propose and approve, certificate and key of the bank's admin.")
    private @Nullable Path profile;

    /** A client of the peer named. */
    AnchorLedger connect() {
        if (profile == null) {
            throw new IllegalStateException("no --peer was given");
        }
        return AnchorLedger.connect(LedgerProfile.load(profile));
    }
}
