package org.loanregistry.registry.access;

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

/** How often and how long something may be asked about a person, read from {@code rules/access-limits.csv}. */
@Singleton
public final class AccessLimits {
    private static final String RESOURCE = "/rules/access-limits.csv";

    private final List<Limit> limits;

    /** Those of the jar. */
    AccessLimits() {
        this(read());
    }

    private AccessLimits(List<Limit> limits) {
        this.limits = List.copyOf(limits);
    }

    /** These limits and no others. */
    static AccessLimits of(List<Limit> limits) {
        return new AccessLimits(limits);
    }

    /** What is limited. */
    public enum Measure {
        /** How many claims about one person one caller may have compared in an hour. */
        VERIFICATIONS_AN_HOUR,
        /** How many days from its issue a disclosure to a third party may be good. */
        DISCLOSURE_DAYS,
        /** How many exports of one person's data there may be in 24 hours. */
        EXPORTS_A_DAY,
        /** How many hours an approval by two others is good. */
        APPROVAL_HOURS,
        /** How many minutes broken glass opens. */
        GLASS_MINUTES,
        /** Within how many hours broken glass is to be reviewed. */
        GLASS_REVIEW_HOURS
    }

    /**
     * A limit as of some days.
     *
     * @param id never used for another limit
     * @param from first day
     * @param until the first day on which it does not hold any more; absent while it does
     * @param measure what is limited
     * @param most at least 1
     * @param source where it stands
     */
    record Limit(String id, LocalDate from, @Nullable LocalDate until, Measure measure, int most, String source) {
        /** Refuses a limit that lets nothing through. */
        Limit {
            if (most < 1) {
                throw new IllegalArgumentException("got the limit " + id + " of " + most + ", want at least 1");
            }
        }

        private boolean holds(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }
    }

    /** The most that is allowed at a time. */
    public int most(Measure measure, Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return limits.stream()
                .filter(one -> one.measure() == measure && one.holds(day))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no limit of " + measure + " holds on " + day))
                .most();
    }

    private static List<Limit> read() {
        try (InputStream stream = AccessLimits.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + RESOURCE);
            }
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            List<Limit> limits = new ArrayList<>();
            for (CSVRecord row : format.parse(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                String until = row.get("until");
                limits.add(new Limit(
                        row.get("id"),
                        LocalDate.parse(row.get("from")),
                        until.isEmpty() ? null : LocalDate.parse(until),
                        Measure.valueOf(row.get("measure")),
                        Integer.parseInt(row.get("limit")),
                        row.get("source")));
            }
            return limits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
