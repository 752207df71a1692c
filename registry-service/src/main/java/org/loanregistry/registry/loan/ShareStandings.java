package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;

/** How it stands today between contracts and the lenders that fund them. */
@Singleton
public final class ShareStandings {
    private final InstantSource clock;
    private final ShareStandingStore store = new ShareStandingStore();

    ShareStandings(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Who funds a contract.
     *
     * @param lenders in the order recorded; the first is the one whose borrower it is
     */
    public record Funding(UUID contractId, UUID subjectId, List<String> lenders) {
        /** Copies the list. */
        public Funding {
            lenders = List.copyOf(lenders);
        }

        /** The lender whose borrower it is. */
        public String first() {
            return lenders.getFirst();
        }

        /** The others, each once. */
        public List<String> others() {
            return lenders.stream()
                    .distinct()
                    .filter(one -> !one.equals(first()))
                    .toList();
        }
    }

    /** Who funds this contract; empty if there is none. */
    public Optional<Funding> funding(Transaction tx, UUID contractId) {
        return store.funding(tx, contractId);
    }

    /** The funders of a contract whose feeds get its next record. */
    List<String> readers(Transaction tx, UUID contractId) {
        LocalDate today = today();
        var agreed = store.of(tx, List.of(contractId)).getOrDefault(contractId, Map.of());
        return funding(tx, contractId).stream()
                .flatMap(funding -> funding.lenders().stream())
                .filter(lender ->
                        !agreed.getOrDefault(lender, ShareStanding.IMPLIED).hasEnded(today))
                .toList();
    }

    /** The day by which agreements end, UTC. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How it stands with a lender for each of these contracts, whether it funds them or not, ended ones too. */
    public Map<UUID, ShareStanding> of(Transaction tx, String lender, Collection<UUID> contractIds) {
        var agreed = store.of(tx, contractIds);
        Map<UUID, ShareStanding> standings = new HashMap<>();
        contractIds.forEach(
                id -> standings.put(id, agreed.getOrDefault(id, Map.of()).getOrDefault(lender, ShareStanding.IMPLIED)));
        return standings;
    }

    /** How it stands with a lender that funds the contract, unless it has ended. */
    public Optional<ShareStanding> inForce(Transaction tx, String lender, UUID contractId) {
        return inForce(tx, lender, List.of(contractId)).values().stream().findFirst();
    }

    /** How it stands with a lender for each contract of a person that it funds and of which it is shown anything still. */
    public Map<UUID, ShareStanding> inForceOf(Transaction tx, String lender, UUID subjectId) {
        return inForce(tx, lender, store.ofSubject(tx, subjectId));
    }

    private Map<UUID, ShareStanding> inForce(Transaction tx, String lender, List<UUID> contractIds) {
        LocalDate today = today();
        var standings = of(tx, lender, store.funded(tx, lender, contractIds));
        standings.values().removeIf(one -> one.hasEnded(today));
        return standings;
    }

    /** Whether the caller may see and write the loan today. */
    boolean maySee(Caller caller, RecordedContract contract) {
        return caller.mayActFor(contract.readers(today()));
    }

    /** What the caller, who may see the loan, is shown of it; the operator and the first funder as if nothing were agreed. */
    static ShareStanding shown(Caller caller, RecordedContract contract) {
        return caller.role() == Role.OPERATOR ? ShareStanding.IMPLIED : contract.standing(caller.organisation());
    }
}
