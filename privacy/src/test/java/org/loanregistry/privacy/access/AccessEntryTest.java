package org.loanregistry.privacy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.Vectors;

/** The bytes of an entry, as frozen in vectors/privacy/access_entry.json. */
class AccessEntryTest {
    private static final String PREVIOUS = "ab".repeat(32);

    private final Requests.ListLog log = new Requests.ListLog();

    private static String golden(String name) throws IOException {
        return String.valueOf(Vectors.own("privacy/access_entry.json").get(name));
    }

    private static void assertGolden(String name, byte[] json) throws IOException {
        assertEquals(golden(name), HexFormat.of().formatHex(json), new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void an_intent_and_its_result_are_the_golden_bytes() throws IOException {
        var desk = Requests.desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), true, log, () -> Requests.NOW);
        var request = Requests.request(
                Role.ORIGINATING_LENDER, Purpose.SERVICING, AccessLevel.FULL, "mobile", "name", "faceRef");
        try (var grant = ((Ruling.Granted) desk.rule(request)).grant()) {
            grant.claim(new PersonalField("lender-a", "subj-0001", "mobile"));
        }
        assertGolden("intent", log.entries.get(0).toJson(0, null));
        assertGolden("result", log.entries.get(1).toJson(1, PREVIOUS));
    }

    @Test
    void a_time_is_written_as_the_jdk_writes_it() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var at = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 300_000_000_000L));
            assertTime(at);
            assertTime(at.plusMillis(random.nextInt(1_000)));
            assertTime(at.plusNanos(random.nextInt(1_000_000_000)));
        }
    }

    private static void assertTime(Instant at) {
        assertEquals("\"ts\":\"" + at + "\"", new EntryJson().time("ts", at).toText());
    }

    @Test
    void a_name_of_a_field_is_refused_as_its_form_says() {
        var form = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.]{0,62}");
        for (char c = 0; c < 300; c++) {
            for (String name :
                    new String[] {"" + c, "a" + c, c + "a", "a".repeat(62) + c, "a".repeat(63) + c, "a" + c + "b"}) {
                boolean fits = form.matcher(name).matches();
                assertEquals(fits, isTaken(() -> CataloguedField.requireName(name)), name);
            }
        }
        assertFalse(isTaken(() -> CataloguedField.requireName("")));
    }

    @Test
    void a_text_of_an_entry_is_refused_as_its_form_says() {
        var form = Pattern.compile("[!-~](?:[ -~]{0,126}[!-~])?");
        for (char c = 0; c < 300; c++) {
            for (String text :
                    new String[] {"" + c, "a" + c, c + "a", "a" + c + "b", "a".repeat(127) + c, "a".repeat(128) + c}) {
                boolean fits = form.matcher(text).matches();
                assertEquals(fits, isTaken(() -> EntryText.require("text", text)), text);
            }
        }
        assertFalse(isTaken(() -> EntryText.require("text", "")));
    }

    private static boolean isTaken(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void a_named_case_is_the_golden_bytes() throws IOException {
        var desk = Requests.desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), true, log, () -> Requests.NOW);
        desk.rule(withReason("CASE-2026-17"));
        assertGolden("reason", log.entries.getFirst().toJson(0, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " case", "张三", "two\nlines"})
    void a_reason_that_could_not_stand_in_an_entry_is_refused_and_not_quoted(String reason) {
        var refused = assertThrows(IllegalArgumentException.class, () -> withReason(reason));
        assertEquals("the reason must be 1 to 128 printable ASCII characters", refused.getMessage());
    }

    @Test
    void a_named_record_is_the_golden_bytes() throws IOException {
        var desk = Requests.desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), true, log, () -> Requests.NOW);
        desk.rule(about("CASE-2026-17", "1587db3c-0000-4000-8000-000000000001"));
        assertGolden("record", log.entries.getFirst().toJson(0, null));
    }

    private static AccessRequest withReason(String reason) {
        return about(reason, null);
    }

    private static AccessRequest about(String reason, @Nullable String record) {
        var plain = Requests.request(
                Role.ORIGINATING_LENDER, Purpose.SERVICING, AccessLevel.FULL, "mobile", "name", "faceRef");
        return new AccessRequest(
                plain.requestId(),
                plain.actor(),
                plain.purpose(),
                plain.tenant(),
                plain.subjectId(),
                plain.asked(),
                plain.rows(),
                plain.queryShape(),
                reason,
                record);
    }

    @Test
    void a_broken_glass_is_the_golden_bytes() throws IOException {
        var glass = new BreakGlass("say \"why\" \\ t-1", List.of("u-1", "u-2"), Requests.NOW.plusSeconds(60));
        var facts = new Facts(Set.of(Fact.RELATED, Fact.BREAK_GLASS), Map.of(), Basis.NONE, Set.of(), glass);
        var actor = new Actor("u-17", Role.ORIGINATING_LENDER, "bank-a", "s-1", Actor.Strength.STRONG);
        var request = Requests.request(actor, Purpose.EMERGENCY, Map.of("mobile", AccessLevel.FULL), 1);
        Requests.desk(facts, true, log, () -> Requests.NOW).rule(request);
        assertGolden("break_glass", log.entries.getFirst().toJson(7, PREVIOUS));
    }

    @Test
    void a_refusal_is_the_golden_bytes() throws IOException {
        var request = Requests.request(Role.OPERATOR, Purpose.AUDIT, AccessLevel.FULL, "mobile");
        Requests.desk(Facts.none(), true, log, () -> Requests.NOW).rule(request);
        assertGolden("refusal", log.entries.getFirst().toJson(8, PREVIOUS));
    }
}
