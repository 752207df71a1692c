package org.loanregistry.registry.log;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * From where on {@code /health} calls something a trouble.
 *
 * @param lag how long a record may wait for its anchor
 * @param horizonAge how long a running transaction may hold back the sequencers
 * @param leaderless how long nobody may lead a log
 * @param silence how long the database may take to answer
 */
@ConfigurationProperties("registry.health")
record HealthLimits(
        @Bindable(defaultValue = "60s") Duration lag,
        @Bindable(defaultValue = "30s") Duration horizonAge,
        @Bindable(defaultValue = "10s") Duration leaderless,
        @Bindable(defaultValue = "5s") Duration silence) {}
