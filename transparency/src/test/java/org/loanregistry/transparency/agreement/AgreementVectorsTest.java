package org.loanregistry.transparency.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.TestData;
import org.loanregistry.transparency.note.AnchoredCheckpoint;

/** The texts of vectors/agreement, made by another program: read, printed again, and every small change of them refused. */
class AgreementVectorsTest {
    private static final Map<String, String> IDS = text("ids")
            .lines()
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    @ParameterizedTest
    @ValueSource(strings = {"register-log", "rotate-keys", "set-terms", "close-log", "admit-bank", "dismiss-bank"})
    void a_change_is_printed_as_it_was_read_and_its_id_is_the_hash_of_that(String name) {
        Change change = Change.parse(text(name));
        assertEquals(text(name), change.toText());
        assertEquals(IDS.get(name + ".txt"), change.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"register-log", "rotate-keys", "set-terms", "close-log", "admit-bank", "dismiss-bank"})
    void a_change_without_one_of_its_lines_or_with_one_twice_is_no_such_change(String name) {
        List<String> lines = text(name).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i) + "\n";
            String text = text(name);
            int at = text.indexOf(line);
            String without = text.substring(0, at) + text.substring(at + line.length());
            String twice = text.substring(0, at) + line + text.substring(at);
            assertNotThisChange(name, without);
            assertNotThisChange(name, twice);
        }
        assertNotThisChange(name, text(name).stripTrailing());
        assertNotThisChange(name, text(name).replace("\n", "\r\n"));
        assertNotThisChange(name, text(name) + "\n");
    }

    @Test
    void the_state_of_the_ledger_is_printed_as_it_was_read() {
        assertEquals(
                text("registration-v2"),
                LogRegistration.parse(text("registration-v2")).toText());
        assertEquals(text("members"), Members.parse(text("members")).toText());
        assertEquals(text("proposal"), Proposal.parse(text("proposal")).toText());
        assertEquals(text("heads"), LogSummary.toText(LogSummary.parse(text("heads"))));
        assertEquals(text("head"), AnchoredCheckpoint.parse(text("head")).toText());
    }

    @Test
    void a_registration_of_the_first_contract_version_has_no_witnesses_and_is_printed_as_the_second() {
        LogRegistration first = LogRegistration.parse(text("registration-v1"));
        assertEquals("registry.example/loans/registry/1/records", first.origin());
        assertEquals(1, first.revision());
        assertEquals(LogState.OPEN, first.state());
        assertEquals(new LogTerms(List.of(), 0, 0, 86_400, 0), first.terms());
        assertEquals("BankA", first.by());
        assertEquals(first, LogRegistration.parse(first.toText()));
        assertTrue(first.toText().startsWith("loanreg log v2\n"));
    }

    @Test
    void the_cosigned_head_has_the_time_of_its_second_newest_cosignature() {
        AnchoredCheckpoint head = AnchoredCheckpoint.parse(text("head"));
        LogRegistration log = LogRegistration.parse(text("registration-v2"));
        assertTrue(log.keys().signed(head.note()));
        assertEquals(new QuorumCheck.Reached(head.epochSeconds()), QuorumCheck.of(log.terms(), head.note()));
    }

    @Test
    void a_ledger_text_that_says_more_or_less_is_refused() {
        for (String name : List.of("registration-v1", "registration-v2", "members", "proposal", "heads")) {
            String text = text(name);
            for (String wrong :
                    List.of(text + "more\n", text.stripTrailing(), text.substring(text.indexOf('\n') + 1), "", "\n")) {
                assertThrows(AgreementException.class, () -> parse(name, wrong), name + ": " + wrong);
            }
        }
        assertThrows(
                AgreementException.class,
                () -> Proposal.parse(text("proposal").replace("id aee6", "id bee6")),
                "the id is that of the change");
        assertThrows(
                AgreementException.class,
                () -> Proposal.parse(text("proposal").replace("approval BankC", "approval BankA")));
        assertThrows(
                AgreementException.class,
                () -> LogRegistration.parse(text("registration-v2").replace("state open", "state ajar")));
        assertThrows(
                AgreementException.class,
                () -> LogRegistration.parse(text("registration-v2").replace("revision 1", "revision 0")));
        assertThrows(
                AgreementException.class,
                () -> LogRegistration.parse(text("registration-v2").replace("origin registry", "origin other")));
    }

    private static Object parse(String name, String text) {
        return switch (name) {
            case "registration-v1", "registration-v2" -> LogRegistration.parse(text);
            case "members" -> Members.parse(text);
            case "proposal" -> Proposal.parse(text);
            case "heads" -> LogSummary.parse(text);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Another change it may be, for a witness less is another; this one it is not. */
    private static void assertNotThisChange(String name, String text) {
        Optional<String> id = Optional.empty();
        try {
            id = Optional.of(Change.parse(text).id());
        } catch (AgreementException refused) {
            // as it should
        }
        assertNotEquals(Optional.ofNullable(IDS.get(name + ".txt")), id, text);
    }

    private static String text(String name) {
        return TestData.own("vectors/agreement/" + name + ".txt");
    }
}
