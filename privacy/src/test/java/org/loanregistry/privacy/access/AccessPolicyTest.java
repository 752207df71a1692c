package org.loanregistry.privacy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
    private static final String HEAD = "loanreg access policy v1\nceiling C1 FULL\nceiling C2 FULL\nceiling C3 MATCH\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "loanreg access policy v2\nceiling C1 FULL\nceiling C2 FULL\nceiling C3 MATCH\n",
                "loanreg access policy v1\nceiling C1 FULL\nceiling C2 FULL\n",
                HEAD + "ceiling C3 FULL\n",
                HEAD + "ceiling C4 FULL\n",
                HEAD + "allow a level=FULL\n",
                HEAD + "permit a\n",
                HEAD + "permit a roles=DPO\n",
                HEAD + "permit A level=FULL\n",
                HEAD + "permit a level=ALL\n",
                HEAD + "permit a level=FULL roles=ROOT\n",
                HEAD + "permit a level=FULL roles=\n",
                HEAD + "permit a level=FULL level=FULL\n",
                HEAD + "permit a level=FULL cap=NONE\n",
                HEAD + "permit a level=FULL needs=TRUST\n",
                HEAD + "permit a level=FULL with=PAY\n",
                HEAD + "permit a level=FULL with=ROW_CAP:0\n",
                HEAD + "permit a level=FULL with=ROW_CAP\n",
                HEAD + "permit a  level=FULL\n",
                HEAD + "permit a level=FULL\npermit a level=FULL\n",
                HEAD + "forbid a\n",
                HEAD + "forbid a level=NONE\n",
                HEAD + "forbid a cap=NONE with=WATERMARK\n"
            })
    void a_text_that_is_no_policy_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AccessPolicy.parse(text));
    }

    @Test
    void an_empty_policy_denies_everything() {
        var request = Requests.request(Role.DPO, Purpose.AUDIT, AccessLevel.MATCH, "openedAt");
        Decision decision = AccessPolicy.parse(HEAD).decide(request, Requests.facts(Fact.values()), Requests.CATALOGUE);
        assertEquals(Decision.Effect.DENY, decision.effect());
        assertEquals(Decision.Reason.NOT_PERMITTED, decision.reason());
        assertTrue(decision.obligations().isEmpty());
    }

    @Test
    void a_field_that_is_not_listed_is_not_returned_even_where_all_is_permitted() {
        var policy = AccessPolicy.parse(HEAD + "permit all level=FULL\n");
        var request = Requests.request(Role.DPO, Purpose.AUDIT, AccessLevel.FULL, "openedAt", "secretScore");
        Decision decision = policy.decide(request, Facts.none(), Requests.CATALOGUE);
        assertEquals(AccessLevel.FULL, decision.level("openedAt"));
        assertEquals(AccessLevel.NONE, decision.level("secretScore"));
        assertEquals(AccessLevel.NONE, decision.level("neverAsked"));
    }

    @Test
    void no_rule_lifts_a_class_above_its_ceiling() {
        var policy = AccessPolicy.parse(HEAD + "permit all level=FULL\n");
        var request = Requests.request(Role.DPO, Purpose.AUDIT, AccessLevel.FULL, "faceRef");
        assertEquals(
                AccessLevel.MATCH,
                policy.decide(request, Facts.none(), Requests.CATALOGUE).level("faceRef"));
    }

    @Test
    void a_forbid_wins_over_every_permit_wherever_it_stands() {
        for (String text : List.of(
                "forbid no cap=TOKEN\npermit all level=FULL\n", "permit all level=FULL\nforbid no cap=TOKEN\n")) {
            var request = Requests.request(Role.DPO, Purpose.AUDIT, AccessLevel.FULL, "name");
            var decision = AccessPolicy.parse(HEAD + text).decide(request, Facts.none(), Requests.CATALOGUE);
            assertEquals(AccessLevel.TOKEN, decision.level("name"));
        }
    }

    @Test
    void no_more_is_given_than_was_asked() {
        var facts = Requests.facts(Fact.RELATED, Fact.CONTRACT);
        var request = Requests.request(Role.ORIGINATING_LENDER, Purpose.SERVICING, AccessLevel.VERIFY, "name");
        Decision decision = AccessPolicy.standard().decide(request, facts, Requests.CATALOGUE);
        assertEquals(AccessLevel.VERIFY, decision.level("name"));
        assertTrue(decision.obligations().contains(new Obligation.Mask()));
    }

    @Test
    void a_fact_of_one_field_is_none_of_another() {
        var facts = new Facts(Set.of(Fact.RELATED), Map.of("name", Set.of(Fact.CONSENT)), Basis.NONE, Set.of(), null);
        var request =
                Requests.request(Role.ORIGINATING_LENDER, Purpose.ORIGINATION, AccessLevel.FULL, "name", "mobile");
        Decision decision = AccessPolicy.standard().decide(request, facts, Requests.CATALOGUE);
        assertEquals(AccessLevel.FULL, decision.level("name"));
        assertEquals(AccessLevel.STANDARD, decision.level("mobile"));
    }

    @Test
    void the_store_cannot_say_how_a_session_was_opened_nor_break_a_glass_without_a_record() {
        var facts = Requests.facts(Fact.RELATED, Fact.STRONG_LOGIN, Fact.STEP_UP, Fact.BREAK_GLASS);
        var own = Requests.request(Role.BORROWER, Purpose.SUBJECT_ACCESS, AccessLevel.FULL, "name");
        var emergency = Requests.request(Role.ORIGINATING_LENDER, Purpose.EMERGENCY, AccessLevel.FULL, "name");
        for (AccessRequest request : List.of(own, emergency)) {
            Decision decision = AccessPolicy.standard().decide(request, facts, Requests.CATALOGUE);
            assertEquals(Decision.Effect.DENY, decision.effect());
        }
    }

    @Test
    void the_hash_is_of_the_text() {
        assertNotEquals(
                AccessPolicy.parse(HEAD).hash(), AccessPolicy.parse(HEAD + "\n").hash());
    }

    @Test
    void any_two_levels_have_a_level_in_common_within_both() {
        for (AccessLevel one : AccessLevel.values()) {
            for (AccessLevel other : AccessLevel.values()) {
                AccessLevel common = one.meet(other);
                assertEquals(common, other.meet(one));
                assertTrue(common.isWithin(one) && common.isWithin(other));
                for (AccessLevel lower : AccessLevel.values()) {
                    boolean within = lower.isWithin(one) && lower.isWithin(other);
                    assertEquals(within, lower.isWithin(common));
                }
            }
        }
        assertEquals(AccessLevel.MINIMAL, AccessLevel.STANDARD.meet(AccessLevel.VERIFY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name WHO",
                "name IDENTITY NAME x",
                "name IDENTITY FACE",
                "9name IDENTITY",
                "a IDENTITY\na IDENTITY"
            })
    void a_text_that_is_no_catalogue_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> FieldCatalogue.parse(text));
    }

    @Test
    void a_request_outside_its_bounds_cannot_be_built() {
        Actor actor = Requests.actor(Role.DPO);
        var asked = Map.of("name", AccessLevel.FULL);
        assertThrows(IllegalArgumentException.class, () -> Requests.request(actor, Purpose.AUDIT, Map.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> Requests.request(actor, Purpose.AUDIT, asked, 0));
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Requests.request(actor, Purpose.AUDIT, Map.of("张三", AccessLevel.FULL), 1));
        assertTrue(!String.valueOf(refusal.getMessage()).contains("张三"));
        assertThrows(IllegalArgumentException.class, () -> new Actor("", Role.DPO, "o", "s", Actor.Strength.SINGLE));
        assertThrows(IllegalArgumentException.class, () -> new Actor("张三", Role.DPO, "o", "s", Actor.Strength.SINGLE));
        assertThrows(IllegalArgumentException.class, () -> new Basis(Basis.Type.CONSENT, "a\nb"));
        assertThrows(IllegalArgumentException.class, () -> new Obligation.RowCap(0));
    }
}
