package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.privacy.pii.Comparison;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.ContractField;

/**
 * Says whether a value that the caller has is the one that is kept, in place of showing it. Guarantees: the entry that says who
 * asks what and why is on the disk before anything is compared, the one that says that it was is before the answer leaves; the
 * answer is one bit, and the same for what is absent and what is different; so many an hour, over all processes. Limit: a caller
 * that is told "no match" learns that too.
 */
@Singleton
final class VerificationDesk {
    private final Database database;
    private final BorrowerDirectory borrowers;
    private final BorrowerLoans loans;
    private final AccessDesk desk;
    private final Questions questions;
    private final Refusals refusals;
    private final VerificationLimit limit;
    private final InstantSource clock;
    private final FactStore store = new FactStore();

    VerificationDesk(
            Database database,
            BorrowerDirectory borrowers,
            BorrowerLoans loans,
            AccessDesk desk,
            Questions questions,
            Refusals refusals,
            VerificationLimit limit,
            InstantSource clock) {
        this.database = database;
        this.borrowers = borrowers;
        this.loans = loans;
        this.desk = desk;
        this.questions = questions;
        this.refusals = refusals;
        this.limit = limit;
        this.clock = clock;
    }

    /** {@code {match, accessEntry, receipt: {seenBy, session, at, field, purpose, accessEntry}}}. */
    Map<String, Object> verify(Asker asker, VerificationForm form) {
        Subject subject = database.read(tx -> subject(tx, form))
                .orElseThrow(form.contractId() == null ? Refusals::noSuchBorrower : Refusals::noSuchContract);
        var request = questions.about(subject, asker, form);
        return switch (desk.rule(request)) {
            case Ruling.Denied _ -> throw refusals.of(asker, request);
            case Ruling.Granted granted -> {
                try (AccessGrant grant = granted.grant()) {
                    // Counted once it is permitted: that a person exists must not show by a limit that is reached.
                    limit.count(request);
                    boolean isMatch = isMatch(subject, form, grant);
                    yield answer(isMatch, request, form, grant);
                }
            }
        };
    }

    private Optional<Subject> subject(Transaction tx, VerificationForm form) {
        UUID contract = form.contractId();
        Optional<UUID> id =
                contract == null ? Optional.ofNullable(form.subjectId()) : store.subjectOfContract(tx, contract);
        return id.flatMap(known -> store.subject(tx, known));
    }

    private boolean isMatch(Subject subject, VerificationForm form, AccessGrant grant) {
        var place = new PersonalField(subject.tenant(), subject.id().toString(), form.field());
        Optional<ContractField> ofContract = ContractField.find(form.field());
        UUID contract = form.contractId();
        if (ofContract.isPresent() && contract != null) {
            Optional<String> text = database.read(tx -> loans.contractField(tx, contract, ofContract.get()));
            try (@Nullable
                    Pii<?> kept =
                            text.map(one -> Pii.of(form.claimed().kind(), one)).orElse(null)) {
                return Comparison.isMatch(grant, place, kept, form.claimed());
            }
        }
        try (var values =
                database.read(tx -> borrowers.personalValues(tx, subject.id())).orElseThrow(Refusals::noSuchBorrower)) {
            return Comparison.isMatch(grant, place, values.byField().get(form.field()), form.claimed());
        }
    }

    private Map<String, Object> answer(
            boolean isMatch, AccessRequest request, VerificationForm form, AccessGrant grant) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("seenBy", request.actor().id());
        receipt.put("session", request.actor().session());
        receipt.put("at", clock.instant().toString());
        receipt.put("field", form.field());
        receipt.put("purpose", request.purpose().name());
        receipt.put("accessEntry", grant.entryNumber());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("match", isMatch);
        tree.put("accessEntry", grant.entryNumber());
        tree.put("receipt", receipt);
        return tree;
    }
}
