package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.record.FieldValue;

/** What a registry may try with share agreements: to keep back what they cover, or to claim one that does not say so. */
class AgreementCheatsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final Set<String> AGREED = Set.of("contractId", "funders", "annualRate");
    private static final Predicate<String> NOTHING = "contractId"::equals;

    private final TestLog log = new TestLog("log", "bank-a");
    private final List<Verdict> verdicts = new ArrayList<>();
    private LocalDate today = TODAY;

    /** Contract 7 is leaf 0, contract 8 leaf 1. */
    AgreementCheatsTest() {
        log.appendContract(7);
        log.appendContract(8);
    }

    private static Map<String, FieldValue> agreed(int version, String until) {
        Map<String, FieldValue> said = said("bank-a", version, "AGREED", "2026-11-01");
        said.put("fields", FieldValue.json("[\"annualRate\",\"contractId\",\"funders\"]"));
        if (!until.isEmpty()) {
            said.put("until", FieldValue.text(until));
        }
        return said;
    }

    private static Map<String, FieldValue> revoked(String lender, int version) {
        Map<String, FieldValue> said = said(lender, version, "REVOKED", "2026-11-28");
        said.put("fields", FieldValue.json("[]"));
        return said;
    }

    private static Map<String, FieldValue> said(String lender, int version, String act, String from) {
        Map<String, FieldValue> said = new HashMap<>();
        said.put("lender", FieldValue.text(lender));
        said.put("act", FieldValue.text(act));
        said.put("from", FieldValue.text(from));
        said.put("rowVersion", FieldValue.integer(version));
        return said;
    }

    /** Verifies the feed with the record at leaf 0 shown so far, and with it what is claimed, if anything. */
    private Completeness follow(long size, Predicate<String> shown, Optional<String> claim) throws IOException {
        try (FeedServer server = new FeedServer(log, size)) {
            Map<String, Object> line = Objects.requireNonNull(server.lines.get(0L));
            line.put("proof", log.shown(0, size, shown).toText());
            claim.ifPresent(text -> line.put("agreement", text));
            return follow(server, size);
        }
    }

    private Completeness follow(FeedServer server, long size) {
        var verifier = new BundleVerifier(log.vkey(), PackedSchemas.load(), HistoryCheck.NONE);
        try (FeedClient client = server.client()) {
            var head = assertInstanceOf(
                    FeedHeadCheck.Result.Proved.class,
                    new FeedHeadCheck(verifier, HistoryCheck.NONE).check(client.head()));
            FeedCount count = new FeedCount(client.head(), head.head(), size, Optional.empty());
            return new FeedFollower(client, verifier, count, today, (_, verdict) -> verdicts.add(verdict)).follow();
        }
    }

    private Optional<String> claim(int leaf, long size) {
        return Optional.of(log.shown(leaf, size).toText());
    }

    private static void assertWithheld(String why, Completeness completeness) {
        assertEquals(new Completeness.Withheld(0, 0, why), completeness);
    }

    @Test
    void what_the_agreement_leaves_out_may_be_left_out() throws IOException {
        log.appendAgreement(7, agreed(1, ""), true);
        long size = log.endBatch();
        assertInstanceOf(Completeness.Complete.class, follow(size, AGREED::contains, claim(2, size)));
        assertTrue(verdicts.stream().allMatch(Verdict.Verified.class::isInstance), verdicts.toString());
    }

    @Test
    void a_field_that_the_agreement_covers_kept_back_is_withheld_by_name() throws IOException {
        log.appendAgreement(7, agreed(1, ""), true);
        long size = log.endBatch();
        assertWithheld(
                "its field annualRate is not shown, which its agreement covers",
                follow(size, Set.of("contractId", "funders")::contains, claim(2, size)));
    }

    @Test
    void a_field_kept_back_without_an_agreement_is_withheld_by_name() throws IOException {
        long size = log.endBatch();
        assertWithheld(
                "its field principalMinor is not shown, and no agreement that leaves it out",
                follow(size, name -> !name.equals("principalMinor"), Optional.empty()));
    }

    @Test
    void after_a_revocation_its_records_are_no_longer_disclosed_and_the_feed_is_complete() throws IOException {
        log.appendAgreement(7, revoked("bank-a", 1), true);
        long size = log.endBatch();
        assertInstanceOf(Completeness.Complete.class, follow(size, NOTHING, claim(2, size)));
        var ended = assertInstanceOf(Verdict.NoLongerDisclosed.class, verdicts.getFirst());
        assertEquals("leaf 0, agreement ended on 2026-11-28, as the record at leaf 2 says", ended.detail());
    }

    @Test
    void a_revocation_that_was_not_recorded_is_no_excuse() throws IOException {
        log.appendAgreement(7, agreed(1, ""), true);
        long size = log.endBatch();
        assertWithheld(
                "its field contractNumber is not shown, and no agreement that leaves it out",
                follow(size, NOTHING, Optional.empty()));
        assertWithheld(
                "its field funders is not shown, which its agreement covers", follow(size, NOTHING, claim(2, size)));
        assertWithheld(
                "shown in part, but the agreement shown for it is not one that is verified",
                follow(size, NOTHING, Optional.of(log.shown(2, size).toText().replace("index 2", "index 3"))));
        TestLog forged = new TestLog("log", "bank-a");
        forged.appendContract(7);
        forged.appendContract(8);
        forged.appendAgreement(7, revoked("bank-a", 1), true);
        forged.endBatch();
        // The same keys but another tree: with a peer it is another history, without one another root than the feed's
        // head.
        String other = forged.shown(2, size).toText();
        String note = log.note(size).toText();
        assertWithheld(
                "shown in part, but the agreement shown for it is not one that is verified",
                follow(size, NOTHING, Optional.of(other.substring(0, other.indexOf("\n\n") + 2) + note)));
    }

    @Test
    void the_revocation_of_another_contract_or_lender_is_no_excuse() throws IOException {
        log.appendAgreement(8, revoked("bank-a", 1), true);
        log.appendAgreement(7, revoked("bank-b", 1), true);
        long size = log.endBatch();
        assertWithheld(
                "shown in part, but the agreement shown for it is another contract's",
                follow(size, NOTHING, claim(2, size)));
        assertWithheld(
                "shown in part, but the agreement shown for it is not one that is verified",
                follow(size, NOTHING, claim(3, size)));
    }

    @Test
    void an_agreement_that_the_feed_supersedes_is_no_excuse() throws IOException {
        log.appendAgreement(7, revoked("bank-a", 1), true);
        log.appendAgreement(7, agreed(2, ""), true);
        long size = log.endBatch();
        assertWithheld(
                "shown in part by version 1 of its agreement, which version 2 in this feed supersedes",
                follow(size, NOTHING, claim(2, size)));
        verdicts.clear();
        assertInstanceOf(Completeness.Complete.class, follow(size, AGREED::contains, claim(3, size)));
    }

    @Test
    void an_agreement_kept_out_of_the_feed_is_no_excuse() throws IOException {
        log.appendAgreement(7, revoked("bank-a", 1), false);
        long size = log.endBatch();
        assertWithheld(
                "shown in part by an agreement, leaf 2, that is not in this feed",
                follow(size, NOTHING, claim(2, size)));
    }

    @Test
    void an_agreement_shown_in_part_is_no_excuse() throws IOException {
        log.appendAgreement(7, agreed(1, "2026-11-30"), true);
        long size = log.endBatch();
        String claim = log.shown(2, size, name -> !name.equals("until")).toText();
        assertWithheld(
                "shown in part, but the agreement shown for it is not one that is verified",
                follow(size, NOTHING, Optional.of(claim)));
    }

    @Test
    void an_agreement_ends_after_its_last_day_and_not_on_it() throws IOException {
        log.appendAgreement(7, agreed(1, "2026-11-30"), true);
        long size = log.endBatch();
        assertInstanceOf(Completeness.Complete.class, follow(size, NOTHING, claim(2, size)));
        var ended = assertInstanceOf(Verdict.NoLongerDisclosed.class, verdicts.getFirst());
        assertEquals(LocalDate.of(2026, 11, 30), ended.endedOn());
        today = LocalDate.of(2026, 11, 30);
        assertWithheld(
                "its field funders is not shown, which its agreement covers", follow(size, NOTHING, claim(2, size)));
    }
}
