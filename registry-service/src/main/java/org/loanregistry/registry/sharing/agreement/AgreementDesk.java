package org.loanregistry.registry.sharing.agreement;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.loan.ShareStandings;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.rights.Consents;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/**
 * Where the lender whose borrower it is says what a co-funder is shown of a contract. Guarantees: each change is a version that names the
 * one it follows, a record of the log and in the feeds of both; a personal field is agreed only under a consent of the person that stands.
 */
@Singleton
final class AgreementDesk {
    private final Database database;
    private final ShareStandings standings;
    private final Consents consents;
    private final AgreementBook book;
    private final RecordSchemas schemas;
    private final RecordIds ids;
    private final InstantSource clock;
    private final AgreementStore store = new AgreementStore();

    AgreementDesk(
            Database database,
            ShareStandings standings,
            Consents consents,
            AgreementBook book,
            RecordSchemas schemas,
            RecordIds ids,
            InstantSource clock) {
        this.database = database;
        this.standings = standings;
        this.consents = consents;
        this.book = book;
        this.schemas = schemas;
        this.ids = ids;
        this.clock = clock;
    }

    /** {@code {contractId, agreements}}: the sharing lender and the operator see all, a co-funder its own, ended or not. */
    Map<String, Object> list(Caller caller, UUID contractId) {
        LocalDate today = standings.today();
        return caller.read(database, tx -> {
            var funding = funding(tx, caller, contractId);
            boolean isAll = caller.role() == Role.OPERATOR || funding.first().equals(caller.organisation());
            List<AgreementStore.Sealed> versions = store.ofContract(tx, contractId);
            List<Object> agreements = new ArrayList<>();
            for (String lender : funding.others()) {
                if (isAll || lender.equals(caller.organisation())) {
                    agreements.add(AgreementTree.of(lender, of(lender, versions), today));
                }
            }
            return Map.of("contractId", contractId.toString(), "agreements", agreements);
        });
    }

    private static List<AgreementStore.Sealed> of(String lender, List<AgreementStore.Sealed> versions) {
        return versions.stream()
                .filter(one -> one.agreement().lender().equals(lender))
                .toList();
    }

    /** Agrees to a version: 201 with the agreement as it stands then. */
    Answer agree(Transaction tx, Caller caller, UUID contractId, String lender, byte[] body) {
        var funding = shared(tx, caller, contractId, lender);
        AgreementForm form = AgreementForm.read(body, schemas, standings.today());
        String cited = CanonicalJson.write(consents(tx, funding.subjectId(), lender, form));
        return write(tx, caller, funding, lender, form, Agreement.Act.AGREED, cited);
    }

    /** Ends it: 201 with the agreement as it stands then. */
    Answer revoke(Transaction tx, Caller caller, UUID contractId, String lender, byte[] body) {
        var funding = shared(tx, caller, contractId, lender);
        AgreementForm form = AgreementForm.revocation(body);
        return write(tx, caller, funding, lender, form, Agreement.Act.REVOKED, "{}");
    }

    private Answer write(
            Transaction tx,
            Caller caller,
            ShareStandings.Funding funding,
            String lender,
            AgreementForm form,
            Agreement.Act act,
            String cited) {
        store.lock(tx, funding.contractId(), lender);
        List<AgreementStore.Sealed> versions = of(lender, store.ofContract(tx, funding.contractId()));
        AgreementStore.Sealed newest = versions.isEmpty() ? null : versions.getLast();
        if (form.version() != (newest == null ? 0 : newest.agreement().version())) {
            throw new Conflict("The agreement has another newest version than the one followed here.");
        }
        if (act == Agreement.Act.REVOKED && newest != null && newest.agreement().act() == Agreement.Act.REVOKED) {
            throw new Conflict("The agreement is revoked already.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var next = new Agreement(
                funding.contractId(),
                lender,
                form.version() + 1,
                ids.next(),
                act,
                form.fields(),
                form.purposes(),
                cited,
                standings.today(),
                form.until(),
                form.caseReference(),
                caller.toText(),
                now.getEpochSecond(),
                previous(newest));
        Hash leafHash = book.write(tx, next, funding.first());
        List<AgreementStore.Sealed> after = new ArrayList<>(versions);
        after.add(new AgreementStore.Sealed(next, new byte[0], leafHash));
        return new Answer(201, Json.write(AgreementTree.of(lender, after, standings.today())));
    }

    private static @Nullable Hash previous(AgreementStore.@Nullable Sealed newest) {
        return newest == null ? null : newest.leafHash();
    }

    /** For each personal field asked for, the consent that stands, by purpose; a field without one is refused. */
    private SortedMap<String, Object> consents(Transaction tx, UUID subjectId, String lender, AgreementForm form) {
        SortedMap<String, Object> cited = new TreeMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (String field : form.fields()) {
            ShareStanding.personalName(field).ifPresent(name -> {
                SortedMap<String, Object> byPurpose = new TreeMap<>();
                for (String purpose : form.purposes()) {
                    UUID receipt = consents.of(tx, subjectId, lender, purpose)
                            .receiptByField()
                            .get(name);
                    if (receipt == null) {
                        errors.add(new FieldError(
                                "fields",
                                "may hold " + field + " only under the borrower's consent to " + lender + " for "
                                        + purpose));
                    } else {
                        byPurpose.put(purpose, receipt.toString());
                    }
                }
                cited.put(field, byPurpose);
            });
        }
        if (!errors.isEmpty()) {
            throw new Refused("The request breaks the rules of these fields.", errors);
        }
        return cited;
    }

    /** The contract, if the caller is the lender whose borrower it is and the other one of its co-funders. */
    private ShareStandings.Funding shared(Transaction tx, Caller caller, UUID contractId, String lender) {
        var funding = funding(tx, caller, contractId);
        if (!funding.first().equals(caller.organisation())) {
            throw new NotAllowed("Only the lender whose borrower it is changes what others are shown of the loan.");
        }
        if (!funding.others().contains(lender)) {
            throw new NotFound("That lender does not fund the loan beside the caller; nothing is shared with it.");
        }
        return funding;
    }

    private ShareStandings.Funding funding(Transaction tx, Caller caller, UUID contractId) {
        return standings
                .funding(tx, contractId)
                .filter(one -> caller.mayActFor(one.lenders()))
                .orElseThrow(() -> new NotFound("There is no such contract, or none that the caller may see."));
    }
}
