package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.time.Instant;
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
import org.loanregistry.registry.error.Gone;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** What other features need to know of erasures. */
@Singleton
public final class Erasures {
    private final BorrowerLoans loans;
    private final InstantSource clock;
    private final ActStore store = new ActStore();

    Erasures(BorrowerLoans loans, InstantSource clock) {
        this.loans = loans;
        this.clock = clock;
    }

    /**
     * That a person's key is destroyed.
     *
     * @param requestId of the request that was granted
     * @param at when
     */
    public record Receipt(UUID requestId, Instant at) {
        /** What a reader of the person's data is answered. */
        public Gone gone() {
            return new Gone(
                    "The borrower's personal data was erased at " + at + "; nobody can read it any more.",
                    "/api/v1/erasure-requests/" + requestId);
        }
    }

    /**
     * Why a record of a lender's feed cannot be shown.
     *
     * @param actRecordId the record that says so, in the same feed
     * @param place of the leaf among those that the act names
     * @param path from there to the root of them
     */
    public record ErasedRecord(UUID actRecordId, int place, List<Hash> path) {
        /** Copies the path. */
        public ErasedRecord {
            path = List.copyOf(path);
        }
    }

    /** The receipt, if the person is erased. */
    public Optional<Receipt> receipt(Transaction tx, UUID subjectId) {
        return state(tx, subjectId)
                .erasure()
                .map(act -> new Receipt(
                        act.refersTo() == null ? act.actId() : act.refersTo(),
                        Instant.ofEpochSecond(act.epochSeconds())));
    }

    /** Whether the data may only be kept: erasure is granted, and a hold has put it off. */
    public boolean isRestricted(Transaction tx, UUID subjectId) {
        return state(tx, subjectId).restricted().isPresent();
    }

    RightsState state(Transaction tx, UUID subjectId) {
        return RightsState.of(store.about(tx, subjectId), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** Of these records those that are erased as this lender's feed says, by record. */
    public Map<UUID, ErasedRecord> inFeed(Transaction tx, String lender, Collection<UUID> recordIds) {
        Map<UUID, ErasedRecord> found = new HashMap<>();
        Map<UUID, UUID> subjects = loans.subjects(tx, recordIds);
        for (UUID subject : Map.copyOf(subjects).values().stream().distinct().toList()) {
            Optional<SubjectAct> act = store.about(tx, subject).stream()
                    .filter(one -> one.kind() == ActKind.ERASED && lender.equals(one.feed()))
                    .findFirst();
            if (act.isEmpty()) {
                continue;
            }
            MerkleTree tree = tree(act.get().leaves());
            Map<UUID, Hash> leaves = loans.leaves(tx, subject);
            for (UUID recordId : recordIds) {
                Hash leaf = leaves.get(recordId);
                int place = leaf == null ? -1 : act.get().leaves().indexOf(leaf);
                if (place >= 0) {
                    found.put(recordId, new ErasedRecord(act.get().recordId(), place, tree.inclusionPath(place)));
                }
            }
        }
        return found;
    }

    /** RFC 9162's tree whose entries are these leaf hashes, as bytes. */
    static MerkleTree tree(List<Hash> leaves) {
        return MerkleTree.of(
                leaves.stream().map(leaf -> TreeHash.leaf(leaf.toBytes())).toList());
    }
}
