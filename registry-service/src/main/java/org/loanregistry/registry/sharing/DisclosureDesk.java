package org.loanregistry.registry.sharing;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.loanregistry.registry.access.RecordReveals;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.loan.RecordBook;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.loan.RecordHistory;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.registry.log.Settings;
import org.loanregistry.registry.rights.Erasures;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.DisclosedField;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;
import org.loanregistry.transparency.sdjwt.FieldClaim;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwt;

/**
 * Lets a borrower or a funding lender show fields of a record to a third party, which checks them without us: an SD-JWT (RFC 9901)
 * whose salts are those of the leaf in the log. Guarantees: only fields that the access policy gives the caller in clear are in it,
 * and only fields of the loan; it is bound to a holder's key, an audience and a time; how many fields it offers does not show.
 */
@Singleton
final class DisclosureDesk {
    private static final LogName LOG = LogName.RECORDS;
    private static final int DIGEST = 32;

    private final Database database;
    private final RecordReveals reveals;
    private final RecordBook records;
    private final RecordHistory history;
    private final RecordSchemas schemas;
    private final LogReader reader;
    private final ProofPress press;
    private final Erasures erasures;
    private final DisclosureKey key;
    private final Settings settings;
    private final SecureRandom random;
    private final InstantSource clock;
    private final DisclosureStore store = new DisclosureStore();

    DisclosureDesk(
            Database database,
            RecordReveals reveals,
            RecordBook records,
            RecordHistory history,
            RecordSchemas schemas,
            LogReader reader,
            ProofPress press,
            Erasures erasures,
            DisclosureKey key,
            Settings settings,
            SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.reveals = reveals;
        this.records = records;
        this.history = history;
        this.schemas = schemas;
        this.reader = reader;
        this.press = press;
        this.erasures = erasures;
        this.key = key;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    private record Opened(RecordSchema schema, RecordCommitment commitment, String proof) {}

    /** {@code {disclosureId, sdJwt, proof, expiresAt, accessEntry, status}}. */
    Map<String, Object> issue(Authentication caller, DisclosureForm form) {
        var version =
                database.read(tx -> history.version(tx, form.recordId())).orElseThrow(DisclosureDesk::noSuchRecord);
        var asked = new RecordReveals.Asked(
                version.contractId(), version.subjectId(), form.purpose(), form.fields(), form.reason());
        return reveals.reveal(caller, asked, leave -> issue(Caller.of(caller), form, version, leave));
    }

    private Map<String, Object> issue(
            Caller caller, DisclosureForm form, RecordHistory.Version version, RecordReveals.Leave leave) {
        Opened opened = database.read(tx -> opened(tx, caller, version));
        List<FieldClaim> claims = claims(form, opened, leave);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UUID id = UUID.randomUUID();
        List<String> disclosures = claims.stream().map(FieldClaim::toText).toList();
        PublicJwk holder = Objects.requireNonNull(form.holder());
        var token = new RecordToken(
                settings.origin(LOG),
                id.toString(),
                form.audience(),
                now.getEpochSecond(),
                form.expiresAt().getEpochSecond(),
                form.purpose().name(),
                holder,
                opened.commitment().outline(),
                digests(disclosures, opened.schema().fields().size()));
        var row = new DisclosureStore.Row(
                id,
                version.recordId(),
                version.subjectId(),
                form.audience(),
                leave.asker(),
                now,
                form.expiresAt(),
                leave.accessEntry());
        database.inTransaction(tx -> {
            store.insert(tx, row);
            return row;
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("disclosureId", id.toString());
        answer.put("sdJwt", new SdJwt(key.jwt(RecordToken.TYPE, token.toTree()), disclosures, null).toText());
        answer.put("proof", opened.proof());
        answer.put("expiresAt", form.expiresAt().toString());
        answer.put("accessEntry", leave.accessEntry());
        answer.put("status", "/api/v1/disclosures/" + id + "/status");
        return answer;
    }

    private Opened opened(Transaction tx, Caller caller, RecordHistory.Version version) {
        PublishedLog log = reader.published(tx, LOG).orElseThrow(DisclosureDesk::notAnchored);
        long leafIndex = log.indexOf(version.recordId()).orElseThrow(DisclosureDesk::notAnchored);
        var contents = contents(tx, caller, version.recordId());
        RecordSchema schema = schemas.require(contents.schemaId());
        var commitment = RecordCommitment.of(
                schema, contents.key(), contents.rowVersion(), contents.epochSeconds(), contents.values());
        if (!Arrays.equals(commitment.leafData(), log.leafData(leafIndex))) {
            throw new Conflict("The record as it is kept does not fit its leaf in the log; nothing is signed of it.");
        }
        return new Opened(schema, commitment, press.place(log, leafIndex));
    }

    private RecordContents contents(Transaction tx, Caller caller, UUID recordId) {
        List<UUID> ids = List.of(recordId);
        var found =
                caller.role() == Role.LENDER ? records.readFor(tx, caller.organisation(), ids) : records.read(tx, ids);
        return found.stream().findFirst().orElseThrow(DisclosureDesk::noSuchRecord);
    }

    private static List<FieldClaim> claims(DisclosureForm form, Opened opened, RecordReveals.Leave leave) {
        List<FieldError> errors = new ArrayList<>();
        List<FieldClaim> claims = new ArrayList<>();
        for (int i = 0; i < form.fields().size(); i++) {
            String name = form.fields().get(i);
            var field = opened.schema().find(name).filter(one -> !one.personal());
            if (field.isEmpty()) {
                errors.add(new FieldError(
                        "fields[" + i + "]",
                        "must be a field of " + opened.schema().name()));
                continue;
            }
            claims.add(claim(field.get(), opened.commitment(), leave));
        }
        if (!errors.isEmpty()) {
            throw new Refused("The request breaks rules.", errors);
        }
        return claims;
    }

    private static FieldClaim claim(SchemaField field, RecordCommitment commitment, RecordReveals.Leave leave) {
        DisclosedField shown = Objects.requireNonNull(
                        commitment.disclose(Set.of(field.fieldId())).disclosed())
                .getFirst();
        leave.show(field.name(), shown.value().display());
        return FieldClaim.of(shown.salt(), field.name(), shown.value());
    }

    /** Filled with decoys to as many as the schema has fields: their number says nothing, nor does their order. */
    private List<String> digests(List<String> disclosures, int count) {
        TreeSet<String> digests = new TreeSet<>();
        disclosures.forEach(one -> digests.add(FieldClaim.digest(one)));
        while (digests.size() < count) {
            byte[] decoy = new byte[DIGEST];
            random.nextBytes(decoy);
            digests.add(StrictText.toBase64Url(decoy));
        }
        return List.copyOf(digests);
    }

    /** What became of the record since, as a JWT that the same key signs; to whoever knows the disclosure's id. */
    String status(UUID disclosureId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return database.read(tx -> {
            var row = live(tx, disclosureId);
            var version = history.version(tx, row.recordId()).orElseThrow(DisclosureDesk::noSuchDisclosure);
            var later = history.later(tx, row.recordId());
            boolean isErased = erasures.receipt(tx, row.subjectId()).isPresent();
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("iss", settings.origin(LOG));
            claims.put("iat", now.getEpochSecond());
            claims.put("sub", disclosureId.toString());
            claims.put("logLeaf", StrictText.toBase64Url(version.leafHash().toBytes()));
            claims.put("annotated", history.isQuestioned(tx, row.recordId()));
            claims.put("erased", isErased);
            claims.put("corrections", later.stream().map(DisclosureDesk::tree).toList());
            return key.jwt(RecordToken.STATUS_TYPE, claims);
        });
    }

    /** Where the record is in the log as it is anchored now, to whoever knows the disclosure's id. */
    String proof(UUID disclosureId) {
        return database.read(tx -> {
            var row = live(tx, disclosureId);
            PublishedLog log = reader.published(tx, LOG).orElseThrow(DisclosureDesk::notAnchored);
            return press.place(log, log.indexOf(row.recordId()).orElseThrow(DisclosureDesk::notAnchored));
        });
    }

    private DisclosureStore.Row live(Transaction tx, UUID disclosureId) {
        return store.find(tx, disclosureId)
                .filter(one -> clock.instant().isBefore(one.expiresAt()))
                .orElseThrow(DisclosureDesk::noSuchDisclosure);
    }

    private static Map<String, Object> tree(RecordHistory.Later later) {
        return Map.of(
                "logLeaf",
                StrictText.toBase64Url(later.leafHash().toBytes()),
                "recordedAt",
                later.recordedAt().getEpochSecond(),
                "withdrawn",
                later.isWithdrawn());
    }

    private static NotFound noSuchRecord() {
        return new NotFound("There is no such contract, or none that the caller may see.");
    }

    private static NotFound noSuchDisclosure() {
        return new NotFound("There is no such disclosure, or it is over.");
    }

    private static Conflict notAnchored() {
        return new Conflict("This is recorded but not anchored yet; ask again in a few seconds.");
    }
}
