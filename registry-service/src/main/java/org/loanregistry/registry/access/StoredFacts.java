package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Basis;
import org.loanregistry.privacy.access.BreakGlass;
import org.loanregistry.privacy.access.Fact;
import org.loanregistry.privacy.access.FactBook;
import org.loanregistry.privacy.access.Facts;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.loan.ShareStandings;
import org.loanregistry.registry.rights.Consents;
import org.loanregistry.registry.rights.Erasures;

/**
 * Facts out of the registry's own tables: whose borrower someone is, who funds the contracts, whether one is in force, whether
 * the person is erased, or its data restricted to being stored, to what it consented. Nothing of a request counts but who asks
 * about whom and for what.
 */
@Singleton
final class StoredFacts implements FactBook {
    private final Database database;
    private final TenantSecrets secrets;
    private final BorrowerLoans loans;
    private final Erasures erasures;
    private final Consents consents;
    private final Approvals approvals;
    private final ShareStandings standings;
    private final InstantSource clock;
    private final FactStore store = new FactStore();
    private final GlassStore glasses = new GlassStore();

    StoredFacts(
            Database database,
            TenantSecrets secrets,
            BorrowerLoans loans,
            Erasures erasures,
            Consents consents,
            Approvals approvals,
            ShareStandings standings,
            InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.loans = loans;
        this.erasures = erasures;
        this.consents = consents;
        this.approvals = approvals;
        this.standings = standings;
        this.clock = clock;
    }

    @Override
    public Facts facts(AccessRequest request) {
        return subjectId(request)
                .flatMap(id -> database.read(tx -> store.subject(tx, id).map(subject -> facts(tx, request, subject))))
                .orElseGet(() -> aboutNobody(request));
    }

    /** A lender is related to its own book, whoever is in it. */
    private static Facts aboutNobody(AccessRequest request) {
        var actor = request.actor();
        boolean isOwnBook =
                actor.role() == Role.ORIGINATING_LENDER && actor.organisation().equals(request.tenant());
        return isOwnBook ? Facts.of(Set.of(Fact.RELATED), Basis.NONE) : Facts.none();
    }

    /** A question about the log as a whole, or about a lender's whole book, is about nobody. */
    private static Optional<UUID> subjectId(AccessRequest request) {
        return request.subjectId().equals(Questions.NOBODY)
                ? Optional.empty()
                : Optional.of(UUID.fromString(request.subjectId()));
    }

    private Facts facts(Transaction tx, AccessRequest request, Subject subject) {
        Set<Fact> known = EnumSet.noneOf(Fact.class);
        if (isRelated(tx, request, subject)) {
            known.add(Fact.RELATED);
        }
        if (erasures.isRestricted(tx, subject.id())) {
            known.add(Fact.RESTRICTED);
        }
        Set<String> disclosed = disclosed(tx, request);
        Optional<UUID> contract = request.actor().organisation().equals(subject.tenant())
                ? loans.inForce(tx, subject.tenant(), subject.id())
                : Optional.empty();
        if (contract.isPresent()) {
            known.add(Fact.CONTRACT);
        }
        var consents = this.consents.of(
                tx,
                subject.id(),
                request.actor().organisation(),
                request.purpose().name());
        if (consents.isWithdrawn()) {
            known.add(Fact.WITHDRAWN);
        }
        Optional<Approvals.Approved> approved = approvals.of(tx, request, subject.id());
        Optional<GlassStore.Glass> glass = glass(tx, request, subject);
        if (glass.isPresent()) {
            known.add(Fact.BREAK_GLASS);
        }
        return new Facts(
                known,
                subject.isErased()
                        ? erased(request)
                        : byField(consents.receiptByField().keySet(), disclosed, agreed(tx, request, subject)),
                basis(glass, contract, disclosed.isEmpty() ? null : request.record(), consents, approved),
                approved.map(Approvals.Approved::approvers).orElse(Set.of()),
                glass.map(StoredFacts::asLogged).orElse(null));
    }

    private static BreakGlass asLogged(GlassStore.Glass glass) {
        return new BreakGlass(glass.ticket(), List.of(), glass.expiresAt());
    }

    private static Map<String, Set<Fact>> byField(Set<String> consented, Set<String> disclosed, Set<String> agreed) {
        Map<String, Set<Fact>> facts = new HashMap<>();
        consented.forEach(name ->
                facts.computeIfAbsent(name, _ -> EnumSet.noneOf(Fact.class)).add(Fact.CONSENT));
        disclosed.forEach(name ->
                facts.computeIfAbsent(name, _ -> EnumSet.noneOf(Fact.class)).add(Fact.DISCLOSED));
        agreed.forEach(name ->
                facts.computeIfAbsent(name, _ -> EnumSet.noneOf(Fact.class)).add(Fact.AGREED));
        return facts;
    }

    /** What a contract says of itself is in the feed of whoever funds it, as far as its share agreement goes. */
    private Set<String> disclosed(Transaction tx, AccessRequest request) {
        if (request.record() == null) {
            return Set.of();
        }
        return standings
                .inForce(tx, request.actor().organisation(), UUID.fromString(request.record()))
                .map(standing -> request.asked().keySet().stream()
                        .filter(standing::shows)
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** Personal fields that a share agreement in force shows the partner for this purpose, by their names in the catalogue. */
    private Set<String> agreed(Transaction tx, AccessRequest request, Subject subject) {
        if (request.actor().role() != Role.PARTNER_LENDER) {
            return Set.of();
        }
        return standings.inForceOf(tx, request.actor().organisation(), subject.id()).values().stream()
                .filter(standing -> standing.isFor(request.purpose().name()))
                .flatMap(standing -> standing.fields().stream())
                .flatMap(field -> ShareStanding.personalName(field).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The ground that the entry names: broken glass before all, an approval only where there is no other. */
    private static Basis basis(
            Optional<GlassStore.Glass> glass,
            Optional<UUID> contract,
            @Nullable String disclosed,
            Consents.Standing consents,
            Optional<Approvals.Approved> approved) {
        if (glass.isPresent()) {
            return new Basis(Basis.Type.EMERGENCY, glass.get().id().toString());
        }
        if (contract.isPresent()) {
            return new Basis(Basis.Type.CONTRACT, contract.get().toString());
        }
        if (disclosed != null) {
            return new Basis(Basis.Type.CONTRACT, disclosed);
        }
        if (!consents.receiptByField().isEmpty()) {
            String receipt =
                    new TreeSet<>(consents.receiptByField().values()).first().toString();
            return new Basis(Basis.Type.CONSENT, receipt);
        }
        return approved.map(
                        one -> new Basis(Basis.Type.LEGAL_DUTY, one.requestId().toString()))
                .orElse(Basis.NONE);
    }

    /** What the caller broke about this person, for the one purpose that it is for. */
    private Optional<GlassStore.Glass> glass(Transaction tx, AccessRequest request, Subject subject) {
        return request.purpose() == Purpose.EMERGENCY
                ? glasses.open(tx, request.actor().id(), subject.id(), clock.instant())
                : Optional.empty();
    }

    /** Erasure is of the values, and what was recorded of the person is told to nobody then. Who looked at them stays: it is under no key of the person's. */
    private static Map<String, Set<Fact>> erased(AccessRequest request) {
        return request.asked().keySet().stream()
                .filter(name -> !name.equals(PersonalFields.ACCESS_HISTORY))
                .collect(Collectors.toMap(name -> name, _ -> Set.of(Fact.ERASED)));
    }

    /** By a contract that the partner funds, whose share agreement is in force and for this purpose. */
    private boolean isShared(Transaction tx, AccessRequest request, Subject subject) {
        String lender = request.actor().organisation();
        return (request.record() == null
                        ? standings.inForceOf(tx, lender, subject.id()).values()
                        : standings.inForce(tx, lender, UUID.fromString(request.record())).stream()
                                .toList())
                .stream().anyMatch(standing -> standing.isFor(request.purpose().name()));
    }

    private boolean isRelated(Transaction tx, AccessRequest request, Subject subject) {
        var actor = request.actor();
        return switch (actor.role()) {
            case ORIGINATING_LENDER -> actor.organisation().equals(subject.tenant());
            case PARTNER_LENDER -> isShared(tx, request, subject);
            case BORROWER -> actor.id().equals(Questions.borrowerName(secrets, subject));
            case COLLECTOR, SUPPORT, ANALYST, DPO, REGULATOR, OPERATOR -> false;
        };
    }
}
