package org.loanregistry.privacy.envelope;

import java.util.Map;
import org.loanregistry.privacy.key.Suite;

/**
 * How cells are sealed. What can be opened does not depend on the suite chosen here, so that a tenant may change it.
 *
 * @param usual the suite of tenants that chose none
 * @param byTenant the suite of those that did
 * @param commitment the form of the key id
 */
public record SealingPolicy(Suite usual, Map<String, Suite> byTenant, CommitmentPolicy commitment) {
    /** AES-256-GCM for all, the whole key id required. */
    public static final SealingPolicy USUAL =
            new SealingPolicy(Suite.AES_256_GCM, Map.of(), CommitmentPolicy.REQUIRE_SEAL_REQUIRE_OPEN);

    /** Copies the map. */
    public SealingPolicy {
        byTenant = Map.copyOf(byTenant);
    }

    Suite suiteOf(String tenant) {
        return byTenant.isEmpty() ? usual : byTenant.getOrDefault(tenant, usual);
    }
}
