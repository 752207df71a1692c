package org.loanregistry.registry.log;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the log is told at start.
 *
 * @param home the state directory
 * @param host the host part of every log's origin
 * @param channel the ledger's channel, part of the origin
 * @param chaincode the contract's name, part of the origin
 * @param generation counts the logs of one name, from 1; a closed log is followed by the next generation
 * @param ledgerProfile the properties file of the ledger's endpoint, absent where no ledger is used
 * @param sequencerInterval pause between two batches
 * @param anchorInterval pause between two anchors
 * @param receiptDeadline how soon after its receipt a leaf must be in an anchored head
 * @param staticDirectory where full tiles are exported to as files, absent where they are not
 */
@ConfigurationProperties("registry")
public record Settings(
        Path home,
        @Bindable(defaultValue = "registry.example") String host,
        @Bindable(defaultValue = "loans") String channel,
        @Bindable(defaultValue = "registry") String chaincode,
        @Bindable(defaultValue = "1") int generation,
        @Nullable Path ledgerProfile,
        @Bindable(defaultValue = "200ms") Duration sequencerInterval,
        @Bindable(defaultValue = "500ms") Duration anchorInterval,
        @Bindable(defaultValue = "10m") Duration receiptDeadline,
        @Nullable Path staticDirectory) {

    /** The origin of a log: {@code <host>/<channel>/<chaincode>/<generation>/<log>}. */
    public String origin(LogName log) {
        return String.join("/", host, channel, chaincode, Integer.toString(generation), log.text());
    }
}
