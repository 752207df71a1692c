package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.TooBusy;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.transparency.record.CanonicalJson;

/** That a person's data was handed out: a record of the log each time, and how often in a day. */
@Singleton
public final class Exports {
    private static final Duration WITHIN = Duration.ofHours(24);

    private final ActWriter writer;
    private final Erasures erasures;
    private final InstantSource clock;
    private final ActStore store = new ActStore();

    Exports(ActWriter writer, Erasures erasures, InstantSource clock) {
        this.writer = writer;
        this.erasures = erasures;
        this.clock = clock;
    }

    /**
     * What is said of a sealed file. Nothing that a guess at its content could be held against.
     *
     * @param accessEntry the entry of the access log
     * @param caseReference in the caller's own books
     * @param records how many records are in it
     * @param sealedHash SHA-256 of the sealed file, 64 hex digits
     * @param sealedBytes its length
     */
    public record Said(long accessEntry, String caseReference, int records, String sealedHash, int sealedBytes) {
        private String body() {
            SortedMap<String, Object> tree = new TreeMap<>();
            tree.put("accessEntry", accessEntry);
            tree.put("caseReference", caseReference);
            tree.put("recordCount", (long) records);
            tree.put("sealedBytes", (long) sealedBytes);
            tree.put("sealedHash", sealedHash);
            return CanonicalJson.write(tree);
        }
    }

    /**
     * The record.
     *
     * @param actId of the act
     * @param recordId of its record in the log
     */
    public record Recorded(UUID actId, UUID recordId) {}

    /**
     * Refuses, with the time when there is room again, what would be more than {@code most} in 24 hours.
     *
     * @throws TooBusy if there is no room
     */
    public void requireRoom(Transaction tx, UUID subjectId, int most) {
        Instant now = clock.instant();
        List<Instant> recent = store.about(tx, subjectId).stream()
                .filter(act -> act.kind() == ActKind.EXPORTED)
                .map(act -> Instant.ofEpochSecond(act.epochSeconds()))
                .filter(at -> at.isAfter(now.minus(WITHIN)))
                .toList();
        if (recent.size() >= most) {
            Instant room = recent.get(recent.size() - most).plus(WITHIN);
            throw new TooBusy(
                    "The borrower's data may be handed out " + most + " times in 24 hours; ask again later.",
                    Math.max(1, Duration.between(now, room).toSeconds() + 1));
        }
    }

    /** Writes the record; nobody else decides about the person meanwhile, and an erasure that came first wins. */
    public Recorded record(Transaction tx, Caller caller, UUID subjectId, Said said, int most) {
        String tenant = store.lockPerson(tx, subjectId)
                .orElseThrow(() -> new NotFound("There is no such borrower."))
                .tenant();
        erasures.receipt(tx, subjectId).ifPresent(receipt -> {
            throw receipt.gone();
        });
        requireRoom(tx, subjectId, most);
        SubjectAct act = writer.write(tx, subjectId, tenant, ActKind.EXPORTED, null, said.body(), caller);
        return new Recorded(act.actId(), act.recordId());
    }

    /** Everything that was asked, decided and done about the person's rights, in its order, without the copies for feeds. */
    public List<Map<String, @Nullable Object>> acts(Transaction tx, UUID subjectId) {
        return store.about(tx, subjectId).stream()
                .filter(act -> act.feed() == null)
                .map(RightsDesk::tree)
                .toList();
    }
}
