package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.SigningKeys;
import org.loanregistry.transparency.note.SigningKey;

/** The officer's report, made by the verifier as a process of its own from what the running service tells. */
class AccessReportTest {
    private static final String GOOD = """
            {"purpose":"SERVICING","fields":["name"],"reason":"CASE-7"}""";

    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

    @TempDir
    static Path folder;

    private static AccessService service;
    private static String subject;
    private static String other;
    private static Path whole;

    @BeforeAll
    static void look() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1");
        other = service.contract("A-2", "REF-2");
        service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/reveal", GOOD);
        service.post(AccessService.BANK_C, "/api/v1/borrowers/" + subject + "/reveal", GOOD);
        service.get(AccessService.BANK_A, "/api/v1/borrowers/" + other);
        service.get(AccessService.OPERATOR, "/api/v1/borrowers/" + other);
        service.registry.awaitSize(LogName.ACCESS, 6);
        service.registry.anchorWithoutLedger(LogName.ACCESS);
        whole = folder.resolve("whole.access");
        assertEquals(0, fromService("--save", whole.toString()).exitStatus());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JavaProcess.Ended report(String source, String... more) {
        var arguments = new ArrayList<>(List.of("access-report", source, "--vkey", vkey()));
        arguments.addAll(List.of(more));
        return JavaProcess.run(log(), JavaProcess.VERIFIER, arguments.toArray(String[]::new));
    }

    private static Path log() {
        return folder.resolve("verifier.log");
    }

    private static JavaProcess.Ended fromService(String... more) {
        var arguments = Stream.concat(Stream.of("--token", service.token(AccessService.DPO)), Arrays.stream(more));
        return report(service.uri().toString(), arguments.toArray(String[]::new));
    }

    private static String vkey() {
        return "@" + service.registry.home().resolve("keys/access.vkey");
    }

    private static void asDba(String statement) {
        service.registry.asOwner("set session_replication_role = replica; " + statement);
    }

    @Test
    void the_officer_sees_who_looked_at_whom_and_why_and_that_nothing_is_missing() {
        var run = fromService();
        assertEquals(0, run.exitStatus(), run.output());
        String text = run.output();
        assertTrue(text.contains("complete: entries 0 to 5 of the access log are all accounted for"), text);
        assertTrue(text.contains("decisions that match: 4"), text);
        assertTrue(
                text.matches("(?s).*#0 .*lender:bank-a  SERVICING  revealed name  of [0-9a-f]{32}  CONTRACT .*"), text);
        assertTrue(text.contains("reason CASE-7"), text);
        assertTrue(text.matches("(?s).*#2 .*lender:bank-c  SERVICING  refused \\(NOT_PERMITTED\\) name NONE.*"), text);
        assertTrue(text.matches("(?s).*#3 .*shown masked or nothing: mobile STANDARD.*"), text);
        assertTrue(text.matches("(?s).*#5 .*operator:registry-operator .*refused.*"), text);
        assertFalse(text.contains("Zhang"), text);
    }

    @Test
    void about_one_person_the_entries_of_others_are_proved_and_not_shown() throws IOException {
        Path file = folder.resolve("one.access");
        var run = fromService("--subject", subject, "--save", file.toString());
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().contains("entries 0 to 5"), run.output());
        assertTrue(run.output().contains("decisions that match: 2"), run.output());
        String saved = decoded(Files.readString(file));
        assertTrue(saved.contains("lender:bank-c"));
        assertFalse(saved.contains("operator:registry-operator"), "an entry about another person");
        assertEquals(0, report(file.toString()).exitStatus());
    }

    @Test
    void a_filter_by_actor_or_time_chooses_among_all_that_were_checked() {
        var run = report(whole.toString(), "--actor", "lender:bank-c");
        assertEquals(0, run.exitStatus());
        assertTrue(run.output().contains("entries 0 to 5"), run.output());
        assertTrue(run.output().contains("decisions that match: 1"), run.output());
        assertTrue(report(whole.toString(), "--to", "2020-01-01T00:00:00Z")
                .output()
                .contains("that match: 0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop 3|NOT COMPLETE: leaf 3: it is entry 4: entry 3 is missing",
                "drop 5|NOT COMPLETE: 5 leaves are shown, the log has 6",
                "drop 0|NOT COMPLETE: leaf 0: it is entry 1: entry 0 is missing",
                "swap 1|NOT COMPLETE: leaf 1: it is entry 2: entry 1 is missing",
                "edit 2|NOT COMPLETE: leaf 2: field entry is not what the leaf commits to",
                "leaf 5|NOT COMPLETE: leaf 5: header is not what the leaf commits to"
            })
    void a_report_that_was_tampered_with_is_not_complete_and_says_where(String what, String verdict)
            throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        int line = 2 + Integer.parseInt(what.substring(5));
        switch (what.substring(0, 4)) {
            case "drop" -> lines.remove(line);
            case "swap" -> lines.add(line, lines.remove(line + 1));
            case "edit" -> lines.set(line, edited(lines.get(line)));
            default -> lines.set(line, lines.get(line).replaceAll("\"leafData\":\".*?\"", leafOf(lines.get(2))));
        }
        Path file = Files.write(folder.resolve("tampered.access"), lines);
        var run = report(file.toString());
        assertEquals(1, run.exitStatus(), run.output());
        assertTrue(run.output().startsWith(verdict), run.output());
    }

    /** All values of a text of disclosures. */
    private static String decoded(String disclosures) {
        return VALUE.matcher(disclosures)
                .results()
                .map(found -> new String(Base64.getUrlDecoder().decode(found.group(1)), UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /** The disclosure with bank-b in the place of bank-c. */
    private static String edited(String disclosure) {
        return VALUE.matcher(disclosure).replaceAll(found -> {
            String value = new String(Base64.getUrlDecoder().decode(found.group(1)), UTF_8);
            return value.contains("bank-c")
                    ? "\"value\":\""
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(
                                            value.replace("bank-c", "bank-b").getBytes(UTF_8))
                            + "\""
                    : found.group();
        });
    }

    private static String leafOf(String disclosure) {
        int from = disclosure.indexOf("\"leafData\":");
        return disclosure.substring(from, disclosure.indexOf('"', from + 12) + 1);
    }

    @Test
    void an_entry_withheld_though_it_is_about_the_person_asked_for_is_noticed() throws IOException {
        Path mine = folder.resolve("mine.access");
        Path hers = folder.resolve("hers.access");
        fromService("--subject", subject, "--save", mine.toString());
        fromService("--subject", other, "--save", hers.toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(mine));
        lines.set(2, Files.readAllLines(hers).get(2));
        var run = report(Files.write(folder.resolve("withheld.access"), lines).toString());
        assertEquals(1, run.exitStatus(), run.output());
        assertTrue(run.output().contains("leaf 0: its entry is withheld, though it was asked for"), run.output());
    }

    @Test
    void an_entry_that_the_administrator_edited_or_deleted_is_named() {
        asDba("update access_entry set entry = replace(entry, 'bank-c', 'bank-b') where number = 2");
        try {
            var run = fromService();
            assertEquals(1, run.exitStatus(), run.output());
            assertTrue(run.output().contains("leaf 2: record is not what the leaf commits to"), run.output());
        } finally {
            asDba("update access_entry set entry = replace(entry, 'bank-b', 'bank-c') where number = 2");
        }
        asDba(
                "create table kept as select * from access_entry where number = 2; delete from access_entry where number = 2");
        try {
            var run = fromService();
            assertEquals(1, run.exitStatus(), run.output());
            assertTrue(run.output().contains("leaf 2: it is entry 3: entry 2 is missing"), run.output());
        } finally {
            asDba("insert into access_entry select * from kept; drop table kept");
        }
    }

    @Test
    void looks_at_a_person_whose_key_is_gone_still_count() {
        asDba("create table kept_key as select * from subject_key; delete from subject_key");
        try {
            var run = fromService("--subject", subject);
            assertEquals(0, run.exitStatus(), run.output());
            assertTrue(run.output().contains("decisions that match: 2"), run.output());
        } finally {
            asDba("insert into subject_key select * from kept_key; drop table kept_key");
        }
    }

    @Test
    void another_key_another_role_and_a_file_that_is_none_are_refused() throws IOException {
        var key = service.registry.bean(SigningKeys.class).of(LogName.ACCESS).verifierKey();
        var stranger = SigningKey.generate(key.name(), new SecureRandom()).verifierKey();
        var run = JavaProcess.run(
                log(), JavaProcess.VERIFIER, "access-report", whole.toString(), "--vkey", stranger.toText());
        assertEquals(1, run.exitStatus());
        assertTrue(run.output().contains("not signed by the key you pinned"), run.output());
        var token = service.token(AccessService.OPERATOR);
        assertEquals(2, report(service.uri().toString(), "--token", token).exitStatus());
        assertEquals(
                2,
                report(Files.writeString(folder.resolve("no.access"), "hello\n").toString())
                        .exitStatus());
    }
}
