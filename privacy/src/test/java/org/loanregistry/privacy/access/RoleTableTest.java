package org.loanregistry.privacy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of roles, line by line, and that nothing is seen beside it. */
class RoleTableTest {
    /** role purpose facts | openedAt name mobile nationalId amountMinor faceRef, each asked for in full. */
    private static final String TABLE = """
            BORROWER SUBJECT_ACCESS RELATED | NONE NONE NONE NONE NONE NONE
            BORROWER SUBJECT_ACCESS RELATED,STRONG_LOGIN | FULL STANDARD STANDARD STANDARD FULL NONE
            BORROWER SUBJECT_ACCESS RELATED,STRONG_LOGIN,STEP_UP | FULL FULL FULL FULL FULL NONE
            BORROWER SUBJECT_ACCESS STRONG_LOGIN,STEP_UP | NONE NONE NONE NONE NONE NONE
            BORROWER PORTABILITY RELATED,STRONG_LOGIN | NONE NONE NONE NONE NONE NONE
            BORROWER PORTABILITY RELATED,STRONG_LOGIN,STEP_UP | FULL FULL FULL FULL FULL NONE
            BORROWER PORTABILITY RELATED,STRONG_LOGIN,STEP_UP,RESTRICTED | FULL FULL FULL FULL FULL NONE
            BORROWER PORTABILITY RELATED,STRONG_LOGIN,STEP_UP,ERASED | NONE NONE NONE NONE NONE NONE
            BORROWER PORTABILITY STRONG_LOGIN,STEP_UP,CONSENT | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER DISPUTE_REVIEW RELATED | NONE FULL FULL FULL NONE NONE
            ORIGINATING_LENDER DISPUTE_REVIEW RELATED,RESTRICTED | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER DISPUTE_REVIEW CONTRACT,CONSENT | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER JUDICIAL RELATED | NONE FULL FULL FULL NONE NONE
            ORIGINATING_LENDER REGULATORY RELATED,RESTRICTED | NONE FULL FULL FULL NONE NONE
            ORIGINATING_LENDER REGULATORY RELATED,ERASED | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER PORTABILITY RELATED,CONTRACT | FULL NONE NONE NONE FULL NONE
            ORIGINATING_LENDER PORTABILITY RELATED,CONSENT | FULL FULL FULL FULL FULL NONE
            ORIGINATING_LENDER PORTABILITY CONSENT | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER ORIGINATION RELATED | FULL STANDARD STANDARD STANDARD FULL MATCH
            ORIGINATING_LENDER ORIGINATION RELATED,CONSENT | FULL FULL FULL FULL FULL MATCH
            ORIGINATING_LENDER ORIGINATION RELATED,CONTRACT,WITHDRAWN | FULL MINIMAL MINIMAL MINIMAL FULL MATCH
            ORIGINATING_LENDER SERVICING RELATED | FULL STANDARD STANDARD STANDARD FULL MATCH
            ORIGINATING_LENDER SERVICING RELATED,CONTRACT | FULL FULL FULL FULL FULL MATCH
            ORIGINATING_LENDER SERVICING RELATED,CONTRACT,WITHDRAWN | FULL FULL FULL FULL FULL MATCH
            ORIGINATING_LENDER SERVICING CONTRACT,CONSENT | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER SERVICING RELATED,CONTRACT,RESTRICTED | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER SERVICING RELATED,CONTRACT,ERASED | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER SERVICING RELATED,CONTRACT,SELF | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER VERIFICATION RELATED,CONTRACT | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER VERIFICATION CONSENT | NONE MATCH MATCH MATCH NONE NONE
            ORIGINATING_LENDER EMERGENCY RELATED | NONE NONE NONE NONE NONE NONE
            ORIGINATING_LENDER EMERGENCY RELATED,BREAK_GLASS | FULL FULL FULL FULL FULL NONE
            ORIGINATING_LENDER EMERGENCY RELATED,BREAK_GLASS,RESTRICTED | NONE NONE NONE NONE NONE NONE
            PARTNER_LENDER VERIFICATION RELATED | FULL TOKEN TOKEN TOKEN NONE NONE
            PARTNER_LENDER VERIFICATION RELATED,DISCLOSED | FULL TOKEN TOKEN TOKEN FULL NONE
            PARTNER_LENDER RECONCILIATION RELATED,DISCLOSED,CONTRACT,CONSENT | FULL TOKEN TOKEN TOKEN FULL NONE
            PARTNER_LENDER VERIFICATION CONSENT | NONE MATCH MATCH MATCH NONE NONE
            PARTNER_LENDER VERIFICATION CONSENT,RESTRICTED | NONE NONE NONE NONE NONE NONE
            PARTNER_LENDER RECONCILIATION CONSENT | NONE NONE NONE NONE NONE NONE
            PARTNER_LENDER VERIFICATION DISCLOSED | NONE NONE NONE NONE NONE NONE
            COLLECTOR COLLECTION RELATED | MINIMAL STANDARD TOKEN NONE FULL NONE
            COLLECTOR COLLECTION CONTRACT | NONE NONE NONE NONE NONE NONE
            SUPPORT SUPPORT_CALL RELATED | MINIMAL MINIMAL MINIMAL MINIMAL NONE NONE
            SUPPORT SUPPORT_CALL RELATED,IN_CALL | MINIMAL VERIFY MINIMAL MINIMAL NONE NONE
            SUPPORT SUPPORT_CALL IN_CALL | NONE NONE NONE NONE NONE NONE
            ANALYST ANALYTICS RELATED | FULL NONE NONE NONE NONE NONE
            ANALYST ANALYTICS CELL_OF_TEN | FULL NONE NONE NONE BAND NONE
            DPO AUDIT RELATED | NONE NONE NONE NONE NONE NONE
            DPO AUDIT STRONG_LOGIN | FULL STANDARD STANDARD STANDARD STANDARD NONE
            DPO AUDIT STRONG_LOGIN,SELF | NONE NONE NONE NONE NONE NONE
            DPO AUDIT STRONG_LOGIN,RESTRICTED | FULL STANDARD STANDARD STANDARD STANDARD NONE
            REGULATOR REGULATORY RELATED | NONE NONE NONE NONE NONE NONE
            REGULATOR REGULATORY CASE_OPEN | FULL FULL FULL FULL FULL NONE
            REGULATOR JUDICIAL CASE_OPEN,RESTRICTED | FULL FULL FULL FULL FULL NONE
            OPERATOR AUDIT RELATED,STRONG_LOGIN,CONTRACT,CONSENT,CASE_OPEN | NONE NONE NONE NONE NONE NONE
            """;

    private static final Set<Fact> ALL_THAT_PERMIT =
            EnumSet.complementOf(EnumSet.of(Fact.RESTRICTED, Fact.ERASED, Fact.WITHDRAWN, Fact.SELF));

    static List<String> table() {
        return TABLE.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_line_of_the_table_holds(String line) {
        String[] halves = line.split(" \\| ", -1);
        String[] words = halves[0].split(" ", -1);
        Set<Fact> facts =
                Arrays.stream(words[2].split(",", -1)).map(Fact::valueOf).collect(Collectors.toSet());
        assertEquals(halves[1], seen(Role.valueOf(words[0]), Purpose.valueOf(words[1]), facts));
    }

    @Test
    void nothing_is_seen_for_a_purpose_that_the_table_does_not_name() {
        Set<String> named = new HashSet<>();
        table().forEach(line -> named.add(line.split(" ", -1)[0] + line.split(" ", -1)[1]));
        named.add("REGULATORJUDICIAL");
        int others = 0;
        for (Role role : Role.values()) {
            for (Purpose purpose : Purpose.values()) {
                if (!named.contains(role.name() + purpose.name())) {
                    assertEquals("NONE NONE NONE NONE NONE NONE", seen(role, purpose, ALL_THAT_PERMIT));
                    others++;
                }
            }
        }
        assertTrue(others > 100, "only " + others + " pairs were tried");
    }

    @Test
    void every_role_has_a_line() {
        for (Role role : Role.values()) {
            assertTrue(table().stream().anyMatch(line -> line.startsWith(role.name() + " ")), role.name());
        }
    }

    @Test
    void a_changed_policy_shows_by_its_hash() {
        assertEquals(
                "16f4aa74eda70395c193655adbd910ddf1309aac027cbafb365edd10577df433",
                AccessPolicy.standard().hash(),
                "the standard policy changed: a decision made under the old one must still name the old one");
    }

    private static String seen(Role role, Purpose purpose, Set<Fact> facts) {
        var strength = facts.contains(Fact.STEP_UP)
                ? Actor.Strength.STEPPED_UP
                : facts.contains(Fact.STRONG_LOGIN) ? Actor.Strength.STRONG : Actor.Strength.SINGLE;
        var actor = new Actor("u-17", role, "bank-a", "s-1", strength);
        var glass = facts.contains(Fact.BREAK_GLASS) ? new BreakGlass("t-1", List.of(), Requests.NOW) : null;
        var known = new Facts(facts, Map.of(), Basis.NONE, Set.of("u-1", "u-2"), glass);
        var asked = Requests.FIELDS.stream().collect(Collectors.toMap(field -> field, _ -> AccessLevel.FULL));
        var request = Requests.request(actor, purpose, asked, 1);
        Decision decision = AccessPolicy.standard().decide(request, known, Requests.CATALOGUE);
        return Requests.FIELDS.stream()
                .map(decision::level)
                .map(AccessLevel::name)
                .collect(Collectors.joining(" "));
    }
}
