package org.loanregistry.network.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import org.loanregistry.network.ledger.ChannelConfig;

/** Who may ask for commit status and events: any member of the channel who signed the request. */
final class Readers {
    private Readers() {}

    static void require(
            ChannelConfig config, String channelId, ByteString identity, ByteString message, ByteString signature) {
        boolean known = config.channelId().equals(channelId)
                && config.members().signer(identity, message, signature).isPresent();
        if (!known) {
            throw GatewayError.of(
                    Status.Code.PERMISSION_DENIED,
                    "access denied: channel [" + channelId + "] creator org unknown, creator is malformed");
        }
    }
}
