package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Until when a correction is acknowledged and how far back its readers are told, read from {@code rules/notice-rules.csv}. */
@Singleton
final class NoticeRules {
    private static final String RESOURCE = "/rules/notice-rules.csv";

    private final List<NoticeRule> rules;

    /** Those of the jar. */
    NoticeRules() {
        this(read());
    }

    private NoticeRules(List<NoticeRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** These rules and no others. */
    static NoticeRules of(List<NoticeRule> rules) {
        return new NoticeRules(rules);
    }

    /**
     * A rule as of some days.
     *
     * @param id never used for another rule
     * @param from first day
     * @param until the first day on which it does not hold any more; absent while it does
     * @param acknowledgeDays calendar days in which a recipient acknowledges
     * @param lookBackMonths who saw the record in so many months is told
     * @param source where it stands
     */
    record NoticeRule(
            String id,
            LocalDate from,
            @Nullable LocalDate until,
            int acknowledgeDays,
            int lookBackMonths,
            String source) {
        /** Refuses a rule without a time to acknowledge. */
        NoticeRule {
            if (acknowledgeDays < 1 || lookBackMonths < 1) {
                throw new IllegalArgumentException("got a notice rule without days or months, want at least 1 of each");
            }
        }

        private boolean holds(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }

        /** The end of the last day on which a notice of then is acknowledged in time. */
        Instant acknowledgeBy(Instant noticed) {
            return day(noticed)
                    .plusDays(acknowledgeDays + 1L)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }

        /** From when on readers are told, of a record that was wrong since then. */
        Instant since(Instant wrongSince, Instant noticed) {
            Instant earliest = day(noticed)
                    .minusMonths(lookBackMonths)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return wrongSince.isBefore(earliest) ? earliest : wrongSince;
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The rule that holds at a time. */
    NoticeRule at(Instant time) {
        return rules.stream()
                .filter(one -> one.holds(day(time)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no notice rule holds on " + day(time)));
    }

    private static List<NoticeRule> read() {
        try (InputStream stream = NoticeRules.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            List<NoticeRule> rules = new ArrayList<>();
            for (CSVRecord row : format.parse(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                String until = row.get("until");
                rules.add(new NoticeRule(
                        row.get("id"),
                        LocalDate.parse(row.get("from")),
                        until.isEmpty() ? null : LocalDate.parse(until),
                        Integer.parseInt(row.get("acknowledge_days")),
                        Integer.parseInt(row.get("look_back_months")),
                        row.get("source")));
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
