package org.loanregistry.privacy.pii;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessRefusedException;
import org.loanregistry.privacy.access.AccessRefusedException.Why;
import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.access.Requests;
import org.loanregistry.privacy.token.CanonicalForm;

/** What a comparison says, and the leave that it takes. */
class ComparisonTest {
    private static final PersonalField MOBILE = new PersonalField("lender-a", "subj-0001", "mobile");
    private static final PiiKind NUMBER = new PiiKind.RecordValue(CanonicalForm.NUMBER);

    private final AtomicReference<Instant> time = new AtomicReference<>(Requests.NOW);

    private AccessGrant grant(String... fields) {
        return Requests.grant("lender-a", "subj-0001", time::get, fields);
    }

    private static boolean isMatch(AccessGrant grant, PiiKind kind, @Nullable String kept, String claimed) {
        return Comparison.isMatch(grant, MOBILE, kept == null ? null : Pii.of(kind, kept), Pii.of(kind, claimed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13812345678", "138 1234 5678", "+86 138-1234-5678", "１３８１２３４５６７８", " 13812345678 "})
    void the_ways_of_writing_a_value_meet(String claimed) {
        assertTrue(isMatch(grant("mobile"), new PiiKind.Mobile(), "13812345678", claimed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10000|10000|true",
                "10000|１００００|true",
                "10000|10 000|true",
                "10000|010000.00|true",
                "0|-0.0|true",
                "0.12|0.120|true",
                "0.12|00.12|true",
                "100|10|false",
                "10|100|false",
                "-5|5|false",
                "0.12|0.012|false",
                "0|0.1|false"
            })
    void numbers_meet_by_value(String kept, String claimed, boolean isMatch) {
        assertEquals(isMatch, isMatch(grant("mobile"), NUMBER, kept, claimed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", ".5", "-", "1,000", "0x10", "1e3", "--1", "1.2.3"})
    void what_is_no_number_cannot_be_compared(String claimed) {
        if (claimed.isEmpty()) {
            assertThrows(IllegalArgumentException.class, () -> Pii.of(NUMBER, claimed));
        } else {
            assertFalse(Comparison.isComparable(Pii.of(NUMBER, claimed)));
            AccessGrant grant = grant("mobile");
            assertThrows(IllegalArgumentException.class, () -> isMatch(grant, NUMBER, "1", claimed));
        }
    }

    @Test
    void what_is_absent_or_has_no_form_equals_nothing() {
        assertFalse(isMatch(grant("mobile"), new PiiKind.Mobile(), null, "13812345678"));
        assertFalse(isMatch(grant("mobile"), new PiiKind.Mobile(), "+123", "13812345678"));
        assertFalse(isMatch(grant("mobile"), new PiiKind.Mobile(), "13812345679", "13812345678"));
    }

    @Test
    void a_comparison_takes_leave_for_the_field_once_and_in_time() {
        AccessGrant grant = grant("mobile");
        assertTrue(isMatch(grant, new PiiKind.Mobile(), "13812345678", "13812345678"));
        assertEquals(Why.USED, refused(grant));
        assertEquals(Why.FIELD_NOT_NAMED, refused(grant("name")));
        assertEquals(Why.OTHER_PERSON, refused(Requests.grant("lender-a", "subj-0002", time::get, "mobile")));
        AccessGrant late = grant("mobile");
        time.set(Requests.NOW.plusSeconds(30));
        assertEquals(Why.OVER, refused(late));
    }

    private static Why refused(AccessGrant grant) {
        return assertThrows(
                        AccessRefusedException.class,
                        () -> isMatch(grant, new PiiKind.Mobile(), "13812345678", "13812345678"))
                .why();
    }

    @Test
    void a_kept_value_of_another_person_or_kind_is_not_compared() {
        var others = Pii.opened(
                new PiiKind.Mobile(),
                "13812345678".getBytes(UTF_8),
                new PersonalField("lender-a", "subj-0002", "mobile"));
        var claimed = Pii.of(new PiiKind.Mobile(), "13812345678");
        AccessGrant grant = grant("mobile");
        var refused =
                assertThrows(AccessRefusedException.class, () -> Comparison.isMatch(grant, MOBILE, others, claimed));
        assertEquals(Why.OTHER_PERSON, refused.why());
        var name = Pii.of(new PiiKind.Name(), "13812345678");
        assertThrows(IllegalArgumentException.class, () -> Comparison.isMatch(grant, MOBILE, name, claimed));
        assertTrue(Comparison.isMatch(grant, MOBILE, claimed, claimed), "refusals use no leave up");
    }
}
