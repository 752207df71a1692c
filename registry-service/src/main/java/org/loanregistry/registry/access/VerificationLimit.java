package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.TooBusy;

/**
 * How often one caller may have claims about one person compared: whoever may ask often can search for a value. Counts in the
 * database, for all processes together.
 */
@Singleton
final class VerificationLimit {
    private static final Duration WITHIN = Duration.ofHours(1);

    private final Database database;
    private final TenantSecrets secrets;
    private final AccessLimits limits;
    private final InstantSource clock;
    private final VerificationStore store = new VerificationStore();

    VerificationLimit(Database database, TenantSecrets secrets, AccessLimits limits, InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts one more, or refuses it and says when there is room again. */
    void count(AccessRequest request) {
        Instant now = clock.instant();
        int most = limits.most(AccessLimits.Measure.VERIFICATIONS_AN_HOUR, now);
        String subject = secrets.pseudonyms(request.tenant()).of(request.subjectId());
        var pair = new VerificationStore.Pair(
                request.tenant(), subject, Asker.withoutPerson(request.actor().id()));
        List<Instant> recent = database.inTransaction(tx -> {
            List<Instant> times = store.lockAndFindSince(tx, pair, now.minus(WITHIN));
            if (times.size() < most) {
                store.insert(tx, pair, now);
            }
            return times;
        });
        if (recent.size() >= most) {
            Instant room = recent.get(recent.size() - most).plus(WITHIN);
            throw new TooBusy(
                    "The caller may have " + most + " claims about one person compared in an hour; ask again later.",
                    Math.max(1, Duration.between(now, room).plusMillis(999).toSeconds()));
        }
    }
}
