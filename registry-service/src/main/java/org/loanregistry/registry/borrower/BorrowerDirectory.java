package org.loanregistry.registry.borrower;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.pii.PiiKind;
import org.loanregistry.privacy.pii.PiiSealer;
import org.loanregistry.registry.database.Transaction;

/**
 * The borrowers of each tenant. Every personal value is sealed in an LPE1 envelope (class C2, padded) under the
 * borrower's own key; a reference is found by its keyed index only. Safe for many threads.
 */
@Singleton
public final class BorrowerDirectory {
    private static final String TABLE = "borrower";
    private static final int SCHEMA_VERSION = 1;
    private static final int MAX_OF_ONE_PERSON = 100;

    private final TenantKeys keys;
    private final FieldSealer sealer;
    private final PiiSealer personal;
    private final ReferenceIndex index;
    private final BlindIndexes indexes;
    private final InstantSource clock;
    private final BorrowerStore store = new BorrowerStore();
    private final BorrowerIndexStore indexStore = new BorrowerIndexStore();

    BorrowerDirectory(
            TenantKeys keys, FieldSealer sealer, ReferenceIndex index, BlindIndexes indexes, InstantSource clock) {
        this.keys = keys;
        this.sealer = sealer;
        this.personal = new PiiSealer(sealer);
        this.index = index;
        this.indexes = indexes;
        this.clock = clock;
    }

    private record Known(Borrower borrower, BorrowerIdentity identity) {}

    /** Enrols each applicant who is not known yet, and says for each, in order, whose borrower it is. */
    public List<Enrolment> enrol(Transaction tx, List<Applicant> applicants) {
        List<String> places = new ArrayList<>();
        for (Applicant applicant : applicants) {
            byte[] place = index.of(applicant.tenant(), applicant.identity().reference());
            places.add(HexFormat.of().formatHex(place));
        }
        Map<String, Known> known = new HashMap<>();
        for (BorrowerRow row : store.byIndex(
                tx, places.stream().distinct().map(HexFormat.of()::parseHex).toList())) {
            known.put(HexFormat.of().formatHex(row.referenceIndex()), open(row));
        }
        List<BorrowerRow> added = new ArrayList<>();
        List<Enrolment> enrolments = new ArrayList<>();
        for (int i = 0; i < applicants.size(); i++) {
            Applicant applicant = applicants.get(i);
            String place = places.get(i);
            Known here = known.computeIfAbsent(
                    place, name -> add(applicant, HexFormat.of().parseHex(name), added));
            List<String> differences = here.identity().differences(applicant.identity());
            enrolments.add(
                    differences.isEmpty()
                            ? new Enrolment.Enrolled(here.borrower())
                            : new Enrolment.Differs(differences));
        }
        // One order for all transactions, so that two that add the same borrowers do not wait for each other.
        added.sort(Comparator.comparing(row -> HexFormat.of().formatHex(row.referenceIndex())));
        store.insert(tx, added, clock.instant());
        indexStore.insert(tx, indexRows(added, known));
        return enrolments;
    }

    private List<BorrowerIndexStore.Row> indexRows(List<BorrowerRow> added, Map<String, Known> known) {
        List<BorrowerIndexStore.Row> rows = new ArrayList<>();
        for (BorrowerRow row : added) {
            Known one = Objects.requireNonNull(known.get(HexFormat.of().formatHex(row.referenceIndex())));
            rows.addAll(indexes.rows(row.tenant(), row.subjectId(), one.identity()));
        }
        return rows;
    }

    /**
     * The tenant's borrowers of whom a value of the catalogue's field is this, in whatever writing; at most {@code limit}.
     *
     * @throws IllegalArgumentException if the text is no value of its kind; the message does not quote it
     */
    public List<UUID> find(Transaction tx, String tenant, String field, String value, int limit) {
        return indexStore.find(tx, tenant, field, indexes.lookup(tenant, field, value), limit);
    }

    /**
     * For each borrower the borrowers of the same tenant that are the same person, by national id, itself included: a lender
     * may know one person under several references. At most 100 each.
     */
    public Map<UUID, List<UUID>> samePersons(Transaction tx, Collection<UUID> subjectIds) {
        return indexStore.same(tx, "nationalId", subjectIds, MAX_OF_ONE_PERSON);
    }

    /** The borrowers with these subject ids; one whose key is gone is missing. */
    public Map<UUID, Borrower> borrowers(Transaction tx, Collection<UUID> subjectIds) {
        List<TenantKeys.SubjectKey> wrapped = store.keys(tx, subjectIds);
        List<DataKey> opened = keys.unwrapAll(wrapped);
        Map<UUID, Borrower> borrowers = new HashMap<>();
        for (int i = 0; i < opened.size(); i++) {
            UUID subject = UUID.fromString(wrapped.get(i).subject());
            borrowers.put(subject, new Borrower(subject, wrapped.get(i).tenant(), opened.get(i)));
        }
        return borrowers;
    }

    /** The identities of these subjects in clear; one whose key is gone is missing. */
    public Map<UUID, BorrowerIdentity> identities(Transaction tx, Collection<UUID> subjectIds) {
        return store.bySubject(tx, subjectIds).stream()
                .collect(Collectors.toMap(BorrowerRow::subjectId, this::identity));
    }

    /** The personal values of a borrower, which the caller closes; empty if there is none, or its key is gone. */
    public Optional<PersonalValues> personalValues(Transaction tx, UUID subjectId) {
        return store.bySubject(tx, List.of(subjectId)).stream().findFirst().map(row -> {
            try (DataKey key = unwrap(row)) {
                return personalValues(key, row);
            }
        });
    }

    private PersonalValues personalValues(DataKey key, BorrowerRow row) {
        SequencedMap<String, Pii<?>> values = new LinkedHashMap<>();
        values.put("name", personal(key, row, "name", new PiiKind.Name(), "name", row.name()));
        values.put(
                "nationalId",
                personal(key, row, "national_id", new PiiKind.ResidentId(), "nationalId", row.nationalId()));
        values.put("mobile", personal(key, row, "mobile", new PiiKind.Mobile(), "mobile", row.mobile()));
        values.put("reference", personal(key, row, "reference", new PiiKind.Reference(), "reference", row.reference()));
        return new PersonalValues(row.tenant(), values);
    }

    private Pii<?> personal(DataKey key, BorrowerRow row, String column, PiiKind kind, String field, byte[] envelope) {
        return personal.open(key, cell(key, row.subjectId(), column), kind, field, envelope);
    }

    private Known add(Applicant applicant, byte[] place, List<BorrowerRow> added) {
        UUID subject = UUID.randomUUID();
        String tenant = applicant.tenant();
        var made = keys.createOpen(tenant, subject.toString());
        DataKey key = made.key();
        BorrowerIdentity identity = applicant.identity();
        added.add(new BorrowerRow(
                subject,
                tenant,
                place,
                seal(key, subject, "reference", identity.reference()),
                seal(key, subject, "name", identity.name()),
                seal(key, subject, "national_id", identity.nationalId()),
                seal(key, subject, "mobile", identity.mobile()),
                made.wrapped()));
        return new Known(new Borrower(subject, tenant, key), identity);
    }

    private DataKey unwrap(BorrowerRow row) {
        return keys.unwrap(row.tenant(), row.subjectId().toString(), row.key());
    }

    private Known open(BorrowerRow row) {
        DataKey key = unwrap(row);
        return new Known(new Borrower(row.subjectId(), row.tenant(), key), identity(key, row));
    }

    private BorrowerIdentity identity(BorrowerRow row) {
        try (DataKey key = unwrap(row)) {
            return identity(key, row);
        }
    }

    private BorrowerIdentity identity(DataKey key, BorrowerRow row) {
        UUID subject = row.subjectId();
        return new BorrowerIdentity(
                open(key, subject, "reference", row.reference()),
                open(key, subject, "name", row.name()),
                open(key, subject, "national_id", row.nationalId()),
                open(key, subject, "mobile", row.mobile()));
    }

    private byte[] seal(DataKey key, UUID subject, String field, String value) {
        return sealer.seal(key, cell(key, subject, field), DataClass.C2, true, value.getBytes(StandardCharsets.UTF_8));
    }

    private String open(DataKey key, UUID subject, String field, byte[] envelope) {
        return new String(sealer.open(key, cell(key, subject, field), envelope), StandardCharsets.UTF_8);
    }

    private static CellAddress cell(DataKey key, UUID subject, String field) {
        return new CellAddress(key.tenant(), TABLE, subject.toString(), field + "_sealed", SCHEMA_VERSION, 1);
    }
}
