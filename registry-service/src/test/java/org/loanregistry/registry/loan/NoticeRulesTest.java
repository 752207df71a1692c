package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.loan.CorrectionNotice.Reason;
import org.loanregistry.registry.loan.NoticeRules.NoticeRule;

/** Deadlines of notices are dated rules. */
class NoticeRulesTest {
    private static final NoticeRule OLD =
            new NoticeRule("OLD", LocalDate.of(2020, 1, 1), LocalDate.of(2026, 7, 1), 10, 12, "old");
    private static final NoticeRule NEW = new NoticeRule("NEW", LocalDate.of(2026, 7, 1), null, 7, 24, "new");
    private static final Instant NOTICED = Instant.parse("2026-03-15T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z,OLD",
        "2026-06-30T23:59:59Z,OLD",
        "2026-07-01T00:00:00Z,NEW",
        "2099-01-01T00:00:00Z,NEW"
    })
    void the_rule_of_the_day_holds(Instant at, String id) {
        assertEquals(id, NoticeRules.of(List.of(OLD, NEW)).at(at).id());
    }

    @Test
    void a_day_without_a_rule_is_a_fault_and_so_is_a_rule_without_days() {
        var rules = NoticeRules.of(List.of(OLD, NEW));
        assertThrows(IllegalStateException.class, () -> rules.at(Instant.parse("2019-12-31T23:59:59Z")));
        assertThrows(
                IllegalArgumentException.class, () -> new NoticeRule("X", LocalDate.EPOCH, null, 0, 24, "no days"));
        assertThrows(
                IllegalArgumentException.class, () -> new NoticeRule("X", LocalDate.EPOCH, null, 7, 0, "no months"));
    }

    @Test
    void the_jar_has_a_rule_for_every_day_since_the_regulation() {
        assertEquals("NOTICE-2013", new NoticeRules().at(NOTICED).id());
        assertEquals(
                "NOTICE-2013",
                new NoticeRules().at(Instant.parse("2013-03-15T00:00:00Z")).id());
    }

    @Test
    void a_notice_is_acknowledged_by_the_end_of_the_last_day() {
        assertEquals(Instant.parse("2026-03-23T00:00:00Z"), NEW.acknowledgeBy(NOTICED));
        assertEquals(Instant.parse("2026-03-26T00:00:00Z"), OLD.acknowledgeBy(NOTICED));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z,2026-01-01T00:00:00Z",
        "2025-03-15T00:00:00Z,2025-03-15T00:00:00Z",
        "2020-02-02T02:02:02Z,2025-03-15T00:00:00Z"
    })
    void who_saw_it_is_told_back_to_the_months_of_the_rule_and_no_further(Instant wrongSince, Instant since) {
        assertEquals(since, OLD.since(wrongSince, NOTICED));
    }

    @ParameterizedTest
    @CsvSource({
        ",2026-03-22T23:59:59Z,false",
        ",2026-03-23T00:00:00Z,false",
        ",2026-03-23T00:00:01Z,true",
        "2026-03-20T00:00:00Z,2027-01-01T00:00:00Z,false",
        "2026-03-24T00:00:00Z,2027-01-01T00:00:00Z,true"
    })
    void a_notice_is_overdue_once_its_time_is_over_and_stays_so_if_acknowledged_late(
            Instant acknowledged, Instant now, boolean overdue) {
        var any = new UUID(0, 1);
        var told = new CorrectionNotice.Told(any, any, NOTICED, NEW.acknowledgeBy(NOTICED), "NEW", null);
        var notice = new CorrectionNotice(any, "bank-a", List.of(Reason.FUNDS), told, acknowledged);
        assertEquals(overdue, notice.isOverdue(now));
    }
}
