package org.loanregistry.transparency.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.CosignerKey;
import org.loanregistry.transparency.note.CosigningKey;
import org.loanregistry.transparency.note.SigningKey;

/** Which quorums, members, keys and origins can be agreed on at all. */
class LogTermsTest {
    private static final List<Witness> WITNESSES = IntStream.range(0, 16)
            .mapToObj(i -> new Witness(
                    "Bank%02d".formatted(i),
                    CosigningKey.generate("bank" + i + ".example/w", new SecureRandom())
                            .cosignerKey()))
            .toList();

    @Test
    void the_quorum_is_as_large_as_two_k_greater_than_n_plus_f_wants() {
        for (int n = 1; n <= 15; n++) {
            for (int f = 0; f <= n; f++) {
                for (int k = 0; k <= n + 1; k++) {
                    int witnesses = n;
                    int quorum = k;
                    int faults = f;
                    if (k <= n && 2 * k > n + f) {
                        assertEquals(quorum, terms(witnesses, quorum, faults).quorum());
                    } else {
                        assertThrows(
                                AgreementException.class,
                                () -> terms(witnesses, quorum, faults),
                                "n = " + n + ", k = " + k + ", f = " + f);
                    }
                }
            }
        }
    }

    @Test
    void without_witnesses_quorum_and_faults_are_none() {
        assertEquals(0, terms(0, 0, 0).quorum());
        assertThrows(AgreementException.class, () -> terms(0, 1, 0));
        assertThrows(AgreementException.class, () -> terms(0, 0, 1));
        assertThrows(AgreementException.class, () -> terms(0, 0, -1));
        assertThrows(AgreementException.class, () -> terms(3, 2, -1));
    }

    @Test
    void two_honest_overlap_any_two_quorums_share_a_witness_that_does_not_collude() {
        LogTerms terms = terms(4, 3, 1);
        int overlap = 2 * terms.quorum() - terms.witnesses().size();
        assertTrue(overlap > terms.faults());
    }

    @Test
    void sixteen_witnesses_two_of_one_bank_and_one_key_for_two_banks_are_refused() {
        assertThrows(AgreementException.class, () -> terms(16, 16, 0));
        Witness first = WITNESSES.get(0);
        CosignerKey renamed = CosignerKey.of("another.example/w", first.key().publicKey());
        List<Witness> sameBank =
                List.of(first, new Witness(first.bank(), WITNESSES.get(1).key()));
        List<Witness> sameKey = List.of(first, new Witness("Other", renamed));
        assertThrows(AgreementException.class, () -> new LogTerms(sameBank, 2, 0, 60, 0));
        assertThrows(AgreementException.class, () -> new LogTerms(sameKey, 2, 0, 60, 0));
    }

    @Test
    void the_order_in_which_witnesses_are_given_does_not_matter() {
        List<Witness> shuffled = new ArrayList<>(WITNESSES.subList(0, 5));
        Collections.shuffle(shuffled);
        assertEquals(terms(5, 3, 0), new LogTerms(shuffled, 3, 0, 60, 0));
    }

    @Test
    void staleness_and_interval_have_bounds() {
        assertThrows(AgreementException.class, () -> new LogTerms(List.of(), 0, 0, 0, 0));
        assertThrows(AgreementException.class, () -> new LogTerms(List.of(), 0, 0, 31_536_001, 0));
        assertThrows(AgreementException.class, () -> new LogTerms(List.of(), 0, 0, 60, -1));
        assertThrows(AgreementException.class, () -> new LogTerms(List.of(), 0, 0, 60, 60));
        assertEquals(59, new LogTerms(List.of(), 0, 0, 60, 59).minInterval());
    }

    @Test
    void members_are_two_to_fifteen_and_a_majority_is_more_than_half() {
        List<String> all = WITNESSES.stream().map(Witness::bank).toList();
        for (int n = 2; n <= 15; n++) {
            Members members = new Members(1, all.subList(0, n));
            assertTrue(2 * members.majority() > n && 2 * (members.majority() - 1) <= n);
        }
        assertThrows(AgreementException.class, () -> new Members(1, all));
        assertThrows(AgreementException.class, () -> new Members(1, all.subList(0, 1)));
        assertThrows(AgreementException.class, () -> new Members(1, List.of("BankA", "BankA")));
        assertThrows(AgreementException.class, () -> new Members(1, List.of("BankA", "Bank B")));
        assertThrows(AgreementException.class, () -> new Members(0, all.subList(0, 3)));
        assertEquals(new Members(2, all.subList(0, 3)), new Members(1, all.subList(0, 2)).plus(all.get(2)));
        assertEquals(new Members(4, all.subList(1, 3)), new Members(3, all.subList(0, 3)).minus(all.get(0)));
    }

    @Test
    void a_log_has_one_to_four_keys_of_one_name() {
        List<org.loanregistry.transparency.note.VerifierKey> keys = IntStream.range(0, 5)
                .mapToObj(_ ->
                        SigningKey.generate("r.example/l", new SecureRandom()).verifierKey())
                .toList();
        assertEquals("r.example/l", new LogKeys(keys.subList(0, 4)).origin());
        assertThrows(AgreementException.class, () -> new LogKeys(List.of()));
        assertThrows(AgreementException.class, () -> new LogKeys(keys));
        assertThrows(AgreementException.class, () -> new LogKeys(List.of(keys.get(0), keys.get(0))));
        var other = SigningKey.generate("s.example/l", new SecureRandom()).verifierKey();
        assertThrows(AgreementException.class, () -> new LogKeys(List.of(keys.get(0), other)));
    }

    @Test
    void an_origin_has_five_parts_and_names_its_predecessor() {
        LogOrigin origin = LogOrigin.parse("registry.example/eu/loans/registry/12/records");
        assertEquals(new LogOrigin("registry.example/eu", "loans", "registry", 12, "records"), origin);
        assertEquals(
                "registry.example/eu/loans/registry/11/records",
                origin.predecessor().orElseThrow());
        assertTrue(LogOrigin.parse("h/c/r/1/l").predecessor().isEmpty());
        for (String wrong : List.of(
                "",
                "records",
                "c/r/1/l",
                "h/c/r/0/l",
                "h/c/r/01/l",
                "h/c/r/-1/l",
                "h/c/r/1000000000/l",
                "h/c/r/x/l",
                "h/c/r/1/",
                "h/c/r/1/l l",
                "h/c/r/1/l+l",
                "h/c/r/1/\u00fc",
                "h/c/r/1/" + "l".repeat(193))) {
            assertThrows(AgreementException.class, () -> LogOrigin.parse(wrong), wrong);
        }
    }

    private static LogTerms terms(int n, int k, int f) {
        return new LogTerms(WITNESSES.subList(0, n), k, f, 60, 0);
    }
}
