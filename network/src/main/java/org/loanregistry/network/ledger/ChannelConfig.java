package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.loanregistry.network.msp.Members;
import org.loanregistry.network.msp.Organisation;
import org.loanregistry.network.wire.BlockBytes;

/**
 * The channel as block 0 describes it: its organisations and the endorsement policy. It is made once and never changed
 * (configuration updates are not in scope).
 */
public record ChannelConfig(
        String channelId,
        Members members,
        Set<String> peerOrganisations,
        Set<String> ordererOrganisations,
        EndorsementPolicy endorsement) {
    private static final String APPLICATION = "Application";
    private static final String ORDERER = "Orderer";
    private static final String ENDORSEMENT = "Endorsement";
    private static final String MSP = "MSP";

    /** Copies the sets. */
    public ChannelConfig {
        peerOrganisations = Set.copyOf(peerOrganisations);
        ordererOrganisations = Set.copyOf(ordererOrganisations);
    }

    /** Block 0, unsigned: OutOf(`endorsers`, peers of `endorsing`) must endorse. */
    static Block genesis(
            String channelId,
            List<Organisation> peers,
            Organisation orderer,
            int endorsers,
            List<String> endorsing,
            Instant now) {
        ConfigGroup.Builder application = ConfigGroup.newBuilder();
        peers.forEach(peer -> application.putGroups(peer.mspId(), group(peer)));
        application.putPolicies(
                ENDORSEMENT,
                ConfigPolicy.newBuilder()
                        .setPolicy(Policy.newBuilder()
                                .setType(Policy.PolicyType.SIGNATURE_VALUE)
                                .setValue(EndorsementPolicy.outOfPeers(endorsers, endorsing)))
                        .build());
        ConfigGroup channel = ConfigGroup.newBuilder()
                .putGroups(APPLICATION, application.build())
                .putGroups(
                        ORDERER,
                        ConfigGroup.newBuilder()
                                .putGroups(orderer.mspId(), group(orderer))
                                .build())
                .build();
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setChannelId(channelId)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(ConfigEnvelope.newBuilder()
                        .setConfig(Config.newBuilder().setChannelGroup(channel))
                        .build()
                        .toByteString())
                .build();
        Envelope envelope =
                Envelope.newBuilder().setPayload(payload.toByteString()).build();
        BlockData data = BlockData.newBuilder().addData(envelope.toByteString()).build();
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(0).setDataHash(BlockBytes.dataHash(data)))
                .setData(data)
                .build();
    }

    /** Reads block 0. */
    static ChannelConfig parse(Block block) throws InvalidProtocolBufferException {
        Payload payload =
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (header.getType() != HeaderType.CONFIG_VALUE) {
            throw new InvalidProtocolBufferException("block 0 is no configuration");
        }
        ConfigGroup channel =
                ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
        ConfigGroup application = channel.getGroupsOrThrow(APPLICATION);
        ConfigGroup orderer = channel.getGroupsOrThrow(ORDERER);
        Map<String, ByteString> roots = new HashMap<>();
        roots.putAll(roots(application));
        roots.putAll(roots(orderer));
        return new ChannelConfig(
                header.getChannelId(),
                Members.of(roots),
                application.getGroupsMap().keySet(),
                orderer.getGroupsMap().keySet(),
                EndorsementPolicy.parse(
                        application.getPoliciesOrThrow(ENDORSEMENT).getPolicy().getValue()));
    }

    private static Map<String, ByteString> roots(ConfigGroup organisations) throws InvalidProtocolBufferException {
        Map<String, ByteString> roots = new HashMap<>();
        for (Map.Entry<String, ConfigGroup> group : organisations.getGroupsMap().entrySet()) {
            MSPConfig config =
                    MSPConfig.parseFrom(group.getValue().getValuesOrThrow(MSP).getValue());
            roots.put(
                    group.getKey(),
                    FabricMSPConfig.parseFrom(config.getConfig()).getRootCerts(0));
        }
        return roots;
    }

    private static ConfigGroup group(Organisation organisation) {
        FabricMSPConfig msp = FabricMSPConfig.newBuilder()
                .setName(organisation.mspId())
                .addRootCerts(organisation.rootPem())
                .build();
        MSPConfig config = MSPConfig.newBuilder().setConfig(msp.toByteString()).build();
        return ConfigGroup.newBuilder()
                .putValues(
                        MSP,
                        ConfigValue.newBuilder().setValue(config.toByteString()).build())
                .build();
    }
}
