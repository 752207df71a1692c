package org.loanregistry.network.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loanregistry.network.msp.CertificateAuthority;
import org.loanregistry.network.msp.Identity;
import org.loanregistry.network.msp.Role;

final class EndorsementPolicyTest {
    private static final X509Certificate ANY = CertificateAuthority.create(
                    "Any", "ca.Any", Instant.ofEpochSecond(1_800_000_000), new SecureRandom())
            .certificate();

    private final EndorsementPolicy policy;

    EndorsementPolicyTest() throws InvalidProtocolBufferException {
        policy = EndorsementPolicy.parse(EndorsementPolicy.outOfPeers(2, List.of("BankA", "BankB", "BankC")));
    }

    private static Identity peer(String mspId) {
        return new Identity(mspId, Role.PEER, ANY);
    }

    @Test
    void two_banks_satisfy_it_in_any_order() {
        assertTrue(policy.isSatisfiedBy(List.of(peer("BankC"), peer("BankA"))));
        assertTrue(policy.isSatisfiedBy(List.of(peer("RegistryOperator"), peer("BankB"), peer("BankA"))));
    }

    @Test
    void one_bank_the_operator_or_nobody_do_not() {
        assertFalse(policy.isSatisfiedBy(List.of()));
        assertFalse(policy.isSatisfiedBy(List.of(peer("BankA"))));
        assertFalse(policy.isSatisfiedBy(List.of(peer("BankA"), peer("RegistryOperator"))));
    }

    @Test
    void two_peers_of_one_bank_count_once() {
        assertFalse(policy.isSatisfiedBy(List.of(peer("BankA"), peer("BankA"))));
    }

    @Test
    void a_client_of_a_bank_does_not_count() {
        assertFalse(policy.isSatisfiedBy(List.of(peer("BankA"), new Identity("BankB", Role.CLIENT, ANY))));
    }

    @Test
    void the_smallest_sets_are_the_pairs_of_banks() {
        assertEquals(
                Set.of(Set.of("BankA", "BankB"), Set.of("BankA", "BankC"), Set.of("BankB", "BankC")),
                Set.copyOf(policy.layouts(List.of("RegistryOperator", "BankA", "BankB", "BankC"))));
        assertEquals(List.of(), policy.layouts(List.of("RegistryOperator", "BankA")));
    }
}
