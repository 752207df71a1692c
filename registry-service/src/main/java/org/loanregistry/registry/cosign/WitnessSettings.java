package org.loanregistry.registry.cosign;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the banks' witnesses are.
 *
 * @param addresses the submission prefixes, what {@code /add-checkpoint} is appended to; their keys are on the ledger
 * @param deadline how long one may take to answer
 * @param patience how much longer the others are waited for once the quorum is there
 */
@ConfigurationProperties("registry.witness")
record WitnessSettings(
        @Nullable List<URI> addresses,
        @Bindable(defaultValue = "3s") Duration deadline,
        @Bindable(defaultValue = "100ms") Duration patience) {

    List<URI> urls() {
        return addresses == null ? List.of() : List.copyOf(addresses);
    }
}
