package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** What was corrected in a borrower's loans and who was told, for the features that show a person what is held. */
@Singleton
public final class CorrectionsTold {
    private final NoticeDesk desk;

    CorrectionsTold(NoticeDesk desk) {
        this.desk = desk;
    }

    /** {@code [{correctionId, contractNumber, at, reasonCode, changedPaths, withdrawn, told: […]}]}, the oldest first. */
    public List<Object> of(Transaction tx, UUID subjectId) {
        return desk.corrections(tx, subjectId);
    }
}
