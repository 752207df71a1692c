package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.BorrowerIdentity;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.record.FieldValue;

/**
 * Records rebuilt from the rows as they are now, so that whoever commits to them again sees an edited row. Personal
 * fields come in clear: they go to a funding lender in a proof and nowhere else.
 */
@Singleton
public final class RecordBook {
    private final BorrowerDirectory borrowers;
    private final RecordKeySeal seal;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final EventStore events = new EventStore();

    RecordBook(BorrowerDirectory borrowers, RecordDesk desk) {
        this.borrowers = borrowers;
        this.seal = desk.seal();
    }

    /** The rows of records, not opened yet. */
    private record Rows(
            List<SealedRecord<RecordedContract>> contracts,
            List<SealedRecord<RecordedRepayment>> repayments,
            List<SealedRecord<RecordedEvent>> events) {}

    /** The contents of these records, in no order. One whose row or key is gone, or does not open, is missing. */
    public List<RecordContents> read(Transaction tx, Collection<UUID> recordIds) {
        return open(tx, rows(tx, recordIds));
    }

    /** The same for a lender: those of loans that it does not fund are missing too. The keys are the service's to read. */
    public List<RecordContents> readFor(Transaction tx, String lender, Collection<UUID> recordIds) {
        return open(tx, tx.readingFor(lender, own -> rows(own, recordIds)));
    }

    private Rows rows(Transaction tx, Collection<UUID> recordIds) {
        return new Rows(
                contracts.byRecordIds(tx, recordIds),
                repayments.byRecordIds(tx, recordIds),
                events.byRecordIds(tx, recordIds));
    }

    private List<RecordContents> open(Transaction tx, Rows rows) {
        List<UUID> contractSubjects = rows.contracts().stream()
                .map(one -> one.row().stamp().subjectId())
                .distinct()
                .toList();
        List<UUID> subjects = Stream.of(
                        contractSubjects.stream(),
                        rows.repayments().stream().map(one -> one.row().stamp().subjectId()),
                        rows.events().stream().map(one -> one.row().stamp().subjectId()))
                .flatMap(ids -> ids)
                .distinct()
                .toList();
        Map<UUID, Borrower> keys = borrowers.borrowers(tx, subjects);
        Map<UUID, BorrowerIdentity> identities = borrowers.identities(tx, contractSubjects);
        List<RecordContents> contents = new ArrayList<>();
        for (var one : rows.contracts()) {
            BorrowerIdentity identity = identities.get(one.row().stamp().subjectId());
            if (identity != null) {
                var values = RecordValues.of(one.row(), identity);
                add(
                        contents,
                        one,
                        one.row().stamp(),
                        RecordValues.schemaOf(one.row().terms()),
                        values,
                        keys);
            }
        }
        for (var one : rows.repayments()) {
            add(contents, one, one.row().stamp(), RecordValues.REPAYMENT, RecordValues.of(one.row()), keys);
        }
        for (var one : rows.events()) {
            add(contents, one, one.row().stamp(), RecordValues.EVENT, RecordValues.of(one.row()), keys);
        }
        return contents;
    }

    private void add(
            List<RecordContents> contents,
            SealedRecord<?> one,
            Stamp stamp,
            int schemaId,
            Map<Integer, FieldValue> values,
            Map<UUID, Borrower> keys) {
        Borrower borrower = keys.get(stamp.subjectId());
        if (borrower == null) {
            return;
        }
        try {
            var key = seal.open(borrower.key(), RecordDesk.table(schemaId), stamp, one.sealedKey());
            contents.add(new RecordContents(
                    stamp.recordId(),
                    schemaId,
                    stamp.rowVersion(),
                    stamp.recordedAt().getEpochSecond(),
                    key,
                    values));
        } catch (VaultException e) {
            // An altered envelope: the record cannot be shown, like one whose row is gone.
            return;
        }
    }
}
