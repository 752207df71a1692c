package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/**
 * Destroys a person's key, and in the same transaction says so in the log: once with every record that became unreadable, and
 * once for each lender with those of its feed. Leaves and proofs stay as they are; nobody can open them to a value any more.
 */
@Singleton
final class Eraser {
    private static final int AT_ONCE = 100;

    private final Database database;
    private final BorrowerLoans loans;
    private final LogReader log;
    private final ActBook book;
    private final Erasures erasures;
    private final RecordIds ids;
    private final TenantKeys keys;
    private final SecureRandom random;
    private final InstantSource clock;
    private final ActStore store = new ActStore();

    Eraser(
            Database database,
            BorrowerLoans loans,
            LogReader log,
            ActBook book,
            Erasures erasures,
            RecordIds ids,
            TenantKeys keys,
            SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.loans = loans;
        this.log = log;
        this.book = book;
        this.erasures = erasures;
        this.ids = ids;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** Carries out what was put off by holds that have ended since; how many. */
    int carryOutDue() {
        int done = 0;
        for (UUID subject : database.read(tx -> store.granted(tx, AT_ONCE))) {
            done += database.inTransaction(tx -> carryOut(tx, subject)) ? 1 : 0;
        }
        return done;
    }

    /** Carries out the erasure that is granted, unless a hold stands or it was done; whether it was carried out now. */
    boolean carryOut(Transaction tx, UUID subjectId) {
        var person = store.lockPerson(tx, subjectId).orElseThrow();
        RightsState state = erasures.state(tx, subjectId);
        var request = state.restricted();
        if (request.isEmpty() || !state.holds().isEmpty() || person.key() == null) {
            return false;
        }
        Map<UUID, Hash> leaves = loans.leaves(tx, subjectId);
        SortedMap<String, List<Hash>> byFeed = new TreeMap<>();
        leaves.forEach((record, leaf) -> log.feedsOf(tx, LogName.RECORDS, record)
                .ifPresent(feeds -> feeds.forEach(feed ->
                        byFeed.computeIfAbsent(feed, _ -> new ArrayList<>()).add(leaf))));
        say(tx, request.get(), person.key(), null, List.copyOf(leaves.values()));
        byFeed.forEach((feed, own) -> say(tx, request.get(), person.key(), feed, own));
        byte[] noIndex = new byte[Hash.LENGTH];
        random.nextBytes(noIndex);
        store.destroy(tx, subjectId, noIndex);
        // Not before: until then a request that reads the row still gets the key, and would have it kept again.
        tx.afterCommit(() -> keys.forget(person.tenant(), subjectId.toString()));
        return true;
    }

    private void say(
            Transaction tx,
            RightsState.Request request,
            WrappedDataKey key,
            @Nullable String feed,
            List<Hash> unsorted) {
        SubjectAct asked = request.asked();
        SubjectAct decided = Objects.requireNonNull(request.decided());
        List<Hash> leaves = unsorted.stream().sorted().toList();
        SortedMap<String, Object> body = new TreeMap<>();
        body.put("kid", HexFormat.of().formatHex(key.kid()));
        body.put("kekGeneration", (long) key.kekGeneration());
        body.put("requestedBy", asked.submitter());
        body.put("decidedBy", decided.submitter());
        body.put("reason", String.valueOf(RightsState.body(asked).get("reason")));
        body.put("caseReference", String.valueOf(RightsState.body(asked).get("caseReference")));
        body.put("recordCount", (long) leaves.size());
        body.put("recordsRoot", Erasures.tree(leaves).root().toBase64());
        book.write(
                tx,
                new SubjectAct(
                        UUID.randomUUID(),
                        ids.next(),
                        asked.subjectId(),
                        asked.tenant(),
                        asked.pseudonym(),
                        ActKind.ERASED,
                        asked.actId(),
                        feed,
                        CanonicalJson.write(body),
                        leaves,
                        "registry",
                        clock.instant().getEpochSecond(),
                        new byte[0],
                        Hash.of(new byte[Hash.LENGTH])));
    }
}
