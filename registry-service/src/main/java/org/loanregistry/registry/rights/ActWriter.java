package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.transparency.tree.Hash;

/** Writes what somebody did about a person: who, now, under the person's pseudonym. */
@Singleton
final class ActWriter {
    private final TenantSecrets secrets;
    private final ActBook book;
    private final RecordIds ids;
    private final InstantSource clock;

    ActWriter(TenantSecrets secrets, ActBook book, RecordIds ids, InstantSource clock) {
        this.secrets = secrets;
        this.book = book;
        this.ids = ids;
        this.clock = clock;
    }

    SubjectAct write(
            Transaction tx,
            UUID subjectId,
            String tenant,
            ActKind kind,
            @Nullable UUID refersTo,
            String body,
            Caller caller) {
        String pseudonym = secrets.pseudonyms(tenant).of(subjectId.toString());
        // A borrower's name among callers is the subject id, which no record holds.
        String submitter = switch (caller.role()) {
            case BORROWER -> "borrower:" + pseudonym;
            case LENDER, OPERATOR, DPO -> caller.toText();
        };
        var act = new SubjectAct(
                UUID.randomUUID(),
                ids.next(),
                subjectId,
                tenant,
                pseudonym,
                kind,
                refersTo,
                null,
                body,
                List.of(),
                submitter,
                clock.instant().getEpochSecond(),
                new byte[0],
                Hash.of(new byte[Hash.LENGTH]));
        book.write(tx, act);
        return act;
    }
}
