package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.loanregistry.network.msp.Identity;
import org.loanregistry.network.msp.Role;

/** Which peers must sign a transaction: Fabric's signature policy, evaluated as cauthdsl does. */
public final class EndorsementPolicy {
    private final SignaturePolicyEnvelope envelope;
    private final List<MSPRole> principals = new ArrayList<>();

    private EndorsementPolicy(SignaturePolicyEnvelope envelope) throws InvalidProtocolBufferException {
        this.envelope = envelope;
        for (MSPPrincipal principal : envelope.getIdentitiesList()) {
            if (principal.getPrincipalClassification() != MSPPrincipal.Classification.ROLE) {
                throw new InvalidProtocolBufferException(
                        "not in the development network's scope: principal " + principal.getPrincipalClassification());
            }
            principals.add(MSPRole.parseFrom(principal.getPrincipal()));
        }
    }

    /** Reads a marshalled SignaturePolicyEnvelope; only roles are in scope. */
    static EndorsementPolicy parse(ByteString bytes) throws InvalidProtocolBufferException {
        return new EndorsementPolicy(SignaturePolicyEnvelope.parseFrom(bytes));
    }

    /** OutOf(n, peers of these organisations), marshalled. */
    static ByteString outOfPeers(int n, List<String> mspIds) {
        SignaturePolicyEnvelope.Builder policy = SignaturePolicyEnvelope.newBuilder();
        SignaturePolicy.NOutOf.Builder rules =
                SignaturePolicy.NOutOf.newBuilder().setN(n);
        for (String mspId : mspIds) {
            rules.addRules(SignaturePolicy.newBuilder().setSignedBy(policy.getIdentitiesCount()));
            MSPRole role = MSPRole.newBuilder()
                    .setMspIdentifier(mspId)
                    .setRole(MSPRole.MSPRoleType.PEER)
                    .build();
            policy.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(role.toByteString()));
        }
        return policy.setRule(SignaturePolicy.newBuilder().setNOutOf(rules))
                .build()
                .toByteString();
    }

    /** Whether these distinct identities satisfy it; each identity counts once. */
    boolean isSatisfiedBy(List<Identity> signers) {
        return satisfies(envelope.getRule(), signers.size(), new boolean[signers.size()], (principal, signer) -> {
            Identity identity = signers.get(signer);
            return identity.mspId().equals(principal.getMspIdentifier()) && hasRole(identity.role(), principal);
        });
    }

    /** The smallest sets of organisations, one peer each, that satisfy it; fewest first. */
    public List<Set<String>> layouts(Collection<String> mspIds) {
        List<String> all = List.copyOf(new TreeSet<>(mspIds));
        List<Set<String>> satisfying = new ArrayList<>();
        for (int mask = 0; mask < 1 << all.size(); mask++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    chosen.add(all.get(i));
                }
            }
            boolean holds = satisfies(
                    envelope.getRule(),
                    chosen.size(),
                    new boolean[chosen.size()],
                    (principal, signer) ->
                            chosen.get(signer).equals(principal.getMspIdentifier()) && hasRole(Role.PEER, principal));
            if (holds) {
                satisfying.add(Set.copyOf(chosen));
            }
        }
        return satisfying.stream()
                .filter(set -> satisfying.stream().noneMatch(other -> !other.equals(set) && set.containsAll(other)))
                .sorted(Comparator.comparingInt(Set::size))
                .toList();
    }

    private interface Match {
        boolean holds(MSPRole principal, int signer);
    }

    private boolean satisfies(SignaturePolicy rule, int signers, boolean[] used, Match match) {
        return switch (rule.getTypeCase()) {
            case SIGNED_BY -> takesFirst(principals.get(rule.getSignedBy()), signers, used, match);
            case N_OUT_OF -> {
                int held = 0;
                for (SignaturePolicy part : rule.getNOutOf().getRulesList()) {
                    boolean[] tried = used.clone();
                    if (satisfies(part, signers, tried, match)) {
                        held++;
                        System.arraycopy(tried, 0, used, 0, used.length);
                    }
                }
                yield held >= rule.getNOutOf().getN();
            }
            case TYPE_NOT_SET -> false;
        };
    }

    private static boolean takesFirst(MSPRole principal, int signers, boolean[] used, Match match) {
        for (int signer = 0; signer < signers; signer++) {
            if (!used[signer] && match.holds(principal, signer)) {
                used[signer] = true;
                return true;
            }
        }
        return false;
    }

    private static boolean hasRole(Role role, MSPRole principal) {
        return switch (principal.getRole()) {
            case MEMBER -> true;
            case ADMIN -> role == Role.ADMIN;
            case CLIENT -> role == Role.CLIENT;
            case PEER -> role == Role.PEER;
            case ORDERER -> role == Role.ORDERER;
            case UNRECOGNIZED -> false;
        };
    }
}
