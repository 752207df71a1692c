package org.loanregistry.privacy.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessRefusedException;
import org.loanregistry.privacy.access.AccessRefusedException.Why;
import org.loanregistry.privacy.access.Requests;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.DataKeys;
import org.loanregistry.privacy.key.VaultException;

/** What it takes to see a value, and each way in which it is refused. */
class RevealTest {
    private static final String SUBJECT = "subj-0001";
    private static final CellAddress CELL = new CellAddress("lender-a", "borrower", "row-1", "mobile", 1, 1);

    private final PiiSealer sealer = new PiiSealer(new FieldSealer(new SecureRandom()));
    private final DataKey key = key("lender-a", SUBJECT);
    private final AtomicReference<Instant> time = new AtomicReference<>(Requests.NOW);

    private static DataKey key(String tenant, String subject) {
        byte[] dek = new byte[32];
        Arrays.fill(dek, (byte) 7);
        return DataKeys.of(dek, tenant, subject);
    }

    private Pii<PiiKind.Mobile> stored() {
        byte[] envelope = sealer.seal(key, CELL, Pii.of(new PiiKind.Mobile(), "13812345678"));
        return sealer.open(key, CELL, new PiiKind.Mobile(), "mobile", envelope);
    }

    private AccessGrant grant(String tenant, String subject, String... fields) {
        return Requests.grant(tenant, subject, time::get, fields);
    }

    private static Why refused(Pii<?> value, AccessGrant grant) {
        return assertThrows(AccessRefusedException.class, () -> value.reveal(grant, CharSequence::length))
                .why();
    }

    @Test
    void a_grant_for_this_persons_field_shows_it_once() {
        AccessGrant grant = grant("lender-a", SUBJECT, "mobile");
        assertEquals("13812345678", stored().reveal(grant, CharSequence::toString));
        assertEquals(Why.USED, refused(stored(), grant));
    }

    @Test
    void what_is_opened_equals_what_was_sealed() {
        assertEquals(Pii.of(new PiiKind.Mobile(), "13812345678"), stored());
    }

    @Test
    void no_other_grant_shows_it() {
        assertEquals(Why.OTHER_PERSON, refused(stored(), grant("lender-a", "subj-0002", "mobile")));
        assertEquals(Why.OTHER_PERSON, refused(stored(), grant("lender-b", SUBJECT, "mobile")));
        assertEquals(Why.FIELD_NOT_NAMED, refused(stored(), grant("lender-a", SUBJECT, "name", "nationalId")));
    }

    @Test
    void a_closed_or_expired_grant_shows_nothing() {
        AccessGrant closed = grant("lender-a", SUBJECT, "mobile");
        closed.close();
        assertEquals(Why.OVER, refused(stored(), closed));
        AccessGrant expired = grant("lender-a", SUBJECT, "mobile");
        time.set(Requests.NOW.plusSeconds(30));
        assertEquals(Why.OVER, refused(stored(), expired));
    }

    @Test
    void a_value_that_belongs_to_nobody_or_is_wiped_is_not_shown() {
        AccessGrant grant = grant("lender-a", SUBJECT, "mobile");
        assertEquals(Why.UNBOUND, refused(Pii.of(new PiiKind.Mobile(), "13812345678"), grant));
        Pii<PiiKind.Mobile> wiped = stored();
        wiped.close();
        assertEquals(Why.WIPED, refused(wiped, grant));
        assertEquals(11, stored().reveal(grant, CharSequence::length), "refusals use no leave up");
    }

    @Test
    void a_biometric_reference_is_not_shown_under_a_field_that_may_be() {
        byte[] envelope = sealer.seal(key, CELL, Pii.of(new PiiKind.BiometricReference(), "face/1"));
        var value = sealer.open(key, CELL, new PiiKind.BiometricReference(), "mobile", envelope);
        assertEquals(Why.CLASS_C3, refused(value, grant("lender-a", SUBJECT, "mobile")));
    }

    @Test
    void a_sequence_that_was_kept_shows_nothing_afterwards() {
        AtomicReference<CharSequence> kept = new AtomicReference<>("");
        stored().reveal(grant("lender-a", SUBJECT, "mobile"), clear -> {
            kept.set(clear);
            return clear.length();
        });
        assertThrows(AccessRefusedException.class, () -> kept.get().charAt(0));
        assertThrows(AccessRefusedException.class, () -> kept.get().toString());
        assertThrows(AccessRefusedException.class, () -> kept.get().subSequence(0, 0));
        assertEquals(0, kept.get().length());
    }

    @Test
    void an_exception_of_the_callers_ends_the_look_too() {
        AtomicReference<CharSequence> kept = new AtomicReference<>("");
        assertThrows(
                IllegalStateException.class,
                () -> stored().reveal(grant("lender-a", SUBJECT, "mobile"), clear -> {
                    kept.set(clear);
                    throw new IllegalStateException();
                }));
        assertThrows(AccessRefusedException.class, () -> kept.get().charAt(0));
    }

    @Test
    void a_refusal_names_neither_value_nor_person() {
        AccessGrant other = grant("lender-a", "subj-0002", "mobile");
        var refusal = assertThrows(AccessRefusedException.class, () -> stored().reveal(other, CharSequence::length));
        assertEquals("not revealed: OTHER_PERSON", refusal.getMessage());
        assertFalse(other.toString().contains("subj-0002"));
    }

    @Test
    void an_envelope_opens_for_its_own_cell_and_key_only() {
        byte[] envelope = sealer.seal(key, CELL, Pii.of(new PiiKind.Mobile(), "13812345678"));
        var otherRow = new CellAddress("lender-a", "borrower", "row-2", "mobile", 1, 1);
        var otherTenant = new CellAddress("lender-b", "borrower", "row-1", "mobile", 1, 1);
        for (CellAddress cell : new CellAddress[] {otherRow, otherTenant}) {
            assertThrows(VaultException.class, () -> sealer.open(key, cell, new PiiKind.Mobile(), "mobile", envelope));
        }
        assertThrows(
                VaultException.class,
                () -> sealer.open(key("lender-a", "subj-0002"), CELL, new PiiKind.Mobile(), "mobile", envelope));
        assertNotEquals(0, envelope.length);
    }
}
