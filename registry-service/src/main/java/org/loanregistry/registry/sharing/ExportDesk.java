package org.loanregistry.registry.sharing;

import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.access.AccessLimits;
import org.loanregistry.registry.access.ExportReveals;
import org.loanregistry.registry.access.SubjectNotices;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.CorrectionsTold;
import org.loanregistry.registry.loan.RecordBook;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.registry.rights.Exports;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.sdjwt.PublicJwk;

/**
 * Hands a borrower everything that is held (PIPL 45), sealed to a key that the requester has. Guarantees: what is held in clear
 * leaves sealed or not at all; each export is a record of the log and an entry of the access log, or there is no answer; none is kept.
 */
@Singleton
final class ExportDesk {
    private static final LogName LOG = LogName.RECORDS;

    /** What is not in it, and why: told in the export itself. */
    private static final List<String> LEFT_OUT = List.of(
            "balances, schedules and statements: they follow from the records",
            "keys, keyed indexes and pseudonyms: they protect the data and say nothing of you without the keys",
            "the names of people at a lender who looked: you see which lender; the data-protection officer sees who",
            "what the lenders of a loan agreed to show each other of it: its records name the lenders, and who looked is here",
            "files that a lender sent to compare its books: they repeat the records",
            "your own and others' sign-ins: they are kept by hash");

    private final Database database;
    private final ExportReveals reveals;
    private final BorrowerLoans loans;
    private final RecordBook records;
    private final RecordSchemas schemas;
    private final LogReader reader;
    private final ProofPress press;
    private final CorrectionsTold corrections;
    private final Exports exports;
    private final SubjectNotices notices;
    private final AccessLimits limits;
    private final InstantSource clock;
    private final DisclosureStore disclosures = new DisclosureStore();

    ExportDesk(
            Database database,
            ExportReveals reveals,
            BorrowerLoans loans,
            RecordBook records,
            RecordSchemas schemas,
            LogReader reader,
            ProofPress press,
            CorrectionsTold corrections,
            Exports exports,
            SubjectNotices notices,
            AccessLimits limits,
            InstantSource clock) {
        this.database = database;
        this.reveals = reveals;
        this.loans = loans;
        this.records = records;
        this.schemas = schemas;
        this.reader = reader;
        this.press = press;
        this.corrections = corrections;
        this.exports = exports;
        this.notices = notices;
        this.limits = limits;
        this.clock = clock;
    }

    /** {@code {subjectId, sealed, sealedHash, records, accessEntry, actId, recordId}}. */
    Map<String, Object> export(Authentication authentication, UUID subjectId, ExportForm form) {
        Caller caller = Caller.of(authentication);
        PublicJwk key = Objects.requireNonNull(form.key());
        int most = limits.most(AccessLimits.Measure.EXPORTS_A_DAY, clock.instant());
        return reveals.reveal(authentication, subjectId, form.reason(), leave -> {
            database.read(tx -> {
                exports.requireRoom(tx, subjectId, most);
                return subjectId;
            });
            List<Map<String, @Nullable Object>> shown = database.read(tx -> records(tx, subjectId));
            String sealed = sealed(subjectId, leave, shown, key);
            byte[] file = sealed.getBytes(StandardCharsets.US_ASCII);
            String hash = HexFormat.of().formatHex(Sha256.of(file));
            var said = new Exports.Said(leave.accessEntry(), form.reason(), shown.size(), hash, file.length);
            var recorded = database.inTransaction(tx -> exports.record(tx, caller, subjectId, said, most));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("subjectId", subjectId.toString());
            answer.put("sealed", sealed);
            answer.put("sealedHash", hash);
            answer.put("records", (long) shown.size());
            answer.put("accessEntry", leave.accessEntry());
            answer.put("actId", recorded.actId().toString());
            answer.put("recordId", recorded.recordId().toString());
            return answer;
        });
    }

    private String sealed(
            UUID subjectId, ExportReveals.Leave leave, List<Map<String, @Nullable Object>> records, PublicJwk key) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("format", "loanreg-export/1");
        tree.put("subjectId", subjectId.toString());
        tree.put("lender", leave.tenant());
        tree.put("askedBy", leave.asker());
        tree.put("madeAt", clock.instant().toString());
        tree.put("accessEntry", leave.accessEntry());
        tree.put("identity", leave.identity());
        tree.put("records", records);
        database.read(tx -> {
            tree.put("corrections", corrections.of(tx, subjectId));
            tree.put("notices", notices.all(tx, subjectId));
            tree.put("acts", exports.acts(tx, subjectId));
            tree.put(
                    "disclosures",
                    disclosures.about(tx, subjectId).stream()
                            .map(DisclosureStore.Row::toTree)
                            .toList());
            return tree;
        });
        tree.put("looks", leave.looks());
        tree.put("leftOut", LEFT_OUT);
        byte[] document = Json.write(tree);
        try {
            return SealedExport.seal(document, key);
        } finally {
            Arrays.fill(document, (byte) 0);
        }
    }

    /** Every version of every record, the oldest first, with its proof in the log if it is anchored. */
    private List<Map<String, @Nullable Object>> records(Transaction tx, UUID subjectId) {
        Optional<PublishedLog> log = reader.published(tx, LOG);
        var leaves = loans.leaves(tx, subjectId);
        List<RecordContents> contents = new ArrayList<>(records.read(tx, leaves.keySet()));
        if (contents.size() != leaves.size()) {
            throw new IllegalStateException(
                    (leaves.size() - contents.size()) + " records of a borrower do not open; nothing is exported");
        }
        contents.sort((one, other) -> one.recordId().compareTo(other.recordId()));
        return contents.stream().map(one -> tree(log, one)).toList();
    }

    private Map<String, @Nullable Object> tree(Optional<PublishedLog> log, RecordContents one) {
        var schema = schemas.require(one.schemaId());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        // The personal ones stand once, under identity.
        schema.fields().stream()
                .filter(field -> !field.personal())
                .forEach(field -> fields.put(field.name(), shown(one.values().get(field.fieldId()))));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("recordId", one.recordId().toString());
        tree.put("schema", schema.name());
        tree.put("version", (long) one.rowVersion());
        tree.put("recordedAt", Instant.ofEpochSecond(one.epochSeconds()).toString());
        tree.put("fields", fields);
        tree.put("proof", log.flatMap(known -> proof(known, one)).orElse(null));
        return tree;
    }

    private Optional<String> proof(PublishedLog log, RecordContents one) {
        var index = log.indexOf(one.recordId());
        return index.isPresent()
                ? Optional.of(press.bundle(log, one, index.getAsLong(), SharedRecords.ALL))
                : Optional.empty();
    }

    private static @Nullable Object shown(@Nullable FieldValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.type()) {
            case ABSENT -> null;
            case TEXT, BYTES -> value.display();
            case INTEGER -> value.toLong();
            case JSON -> CanonicalJson.parse(value.display());
        };
    }
}
