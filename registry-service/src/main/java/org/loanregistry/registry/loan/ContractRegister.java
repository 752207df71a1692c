package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.Applicant;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.BorrowerIdentity;
import org.loanregistry.registry.borrower.Enrolment;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.loan.ContractReference.ByNumber;
import org.loanregistry.registry.loan.Outcome.Reason;
import org.loanregistry.registry.loan.product.LegalRule;

/** Records contracts: rows, borrower, leaf and receipt in the caller's transaction, or nothing of an item at all. */
@Singleton
final class ContractRegister {
    private final BorrowerDirectory borrowers;
    private final RecordDesk desk;
    private final PersonTotals persons;
    private final ContractStore contracts = new ContractStore();
    private final BalanceStore balances = new BalanceStore();

    ContractRegister(BorrowerDirectory borrowers, RecordDesk desk, PersonTotals persons) {
        this.borrowers = borrowers;
        this.desk = desk;
        this.persons = persons;
    }

    /** An item that is not recorded yet, with its place in the request. */
    private record Fresh(int place, ContractForm form) {}

    /** A contract that stands already, in the database or earlier in this request. */
    private record Standing(ContractTerms terms, BorrowerIdentity borrower, Outcome.Ids ids) {}

    /** Records what can be recorded; an item that cannot does not stop the others. */
    Recording record(Transaction tx, Caller caller, List<Parsed<ContractForm>> items) {
        Outcome[] outcomes = new Outcome[items.size()];
        Map<ByNumber, Standing> standing = standing(tx, items);
        Map<ByNumber, Fresh> fresh = new TreeMap<>(ContractRegister::compare);
        List<Fresh> again = new ArrayList<>();
        for (int place = 0; place < outcomes.length; place++) {
            ContractForm form = items.get(place).value();
            if (form == null) {
                outcomes[place] =
                        new Outcome.Rejected(Reason.INVALID, items.get(place).errors());
            } else if (!caller.mayActFor(form.terms().lenders())) {
                outcomes[place] =
                        Outcome.rejected(Reason.NOT_ALLOWED, "funders", "must include the caller's organisation");
            } else if (standing.containsKey(key(form)) || fresh.containsKey(key(form))) {
                again.add(new Fresh(place, form));
            } else {
                fresh.put(key(form), new Fresh(place, form));
            }
        }
        String note = write(tx, caller, List.copyOf(fresh.values()), outcomes, standing);
        for (Fresh one : again) {
            outcomes[one.place()] = compared(one.form(), standing.get(key(one.form())));
        }
        return new Recording(List.of(outcomes), note);
    }

    private static int compare(ByNumber one, ByNumber other) {
        int byTenant = one.tenant().compareTo(other.tenant());
        return byTenant != 0 ? byTenant : one.number().compareTo(other.number());
    }

    private static ByNumber key(ContractForm form) {
        return new ByNumber(form.terms().tenant(), form.terms().number());
    }

    private static Outcome compared(ContractForm form, @Nullable Standing standing) {
        if (standing == null) {
            return Outcome.rejected(Reason.CONFLICT, "contractNumber", "stands twice in this request and was refused");
        }
        List<String> differences =
                new ArrayList<>(LoanTree.differences(LoanTree.of(standing.terms()), LoanTree.of(form.terms())));
        // What the registry found of it then, not what the request says.
        differences.remove("ruleWarnings");
        standing.borrower().differences(form.borrower()).forEach(name -> differences.add("borrower." + name));
        return differences.isEmpty() ? new Outcome.AlreadyRecorded(standing.ids()) : Outcome.conflict(differences);
    }

    private Map<ByNumber, Standing> standing(Transaction tx, List<Parsed<ContractForm>> items) {
        List<ByNumber> keys = new ArrayList<>();
        for (Parsed<ContractForm> item : items) {
            if (item.value() != null) {
                keys.add(key(item.value()));
            }
        }
        var found = contracts.byNumbers(tx, keys);
        var identities = borrowers.identities(
                tx,
                found.stream()
                        .map(one -> one.row().stamp().subjectId())
                        .distinct()
                        .toList());
        Map<ByNumber, Standing> standing = new HashMap<>();
        for (var one : found) {
            BorrowerIdentity identity = identities.get(one.row().stamp().subjectId());
            if (identity != null) {
                ContractTerms terms = one.row().terms();
                standing.put(new ByNumber(terms.tenant(), terms.number()), new Standing(terms, identity, ids(one)));
            }
        }
        return standing;
    }

    private static Outcome.Ids ids(SealedRecord<RecordedContract> one) {
        return new Outcome.Ids(one.row().stamp().recordId(), one.row().contractId(), null, null, one.leafHash());
    }

    /** Writes the fresh ones, fills in their outcomes and what stands now; the receipt's note, if any was recorded. */
    private @Nullable String write(
            Transaction tx, Caller caller, List<Fresh> fresh, Outcome[] outcomes, Map<ByNumber, Standing> standing) {
        List<Enrolment> enrolments = enrol(tx, fresh);
        List<Fresh> accepted = new ArrayList<>();
        List<RecordDesk.Committed<RecordedContract>> committed = new ArrayList<>();
        Instant now = desk.now();
        PersonTotals.Open open = open(tx, fresh, enrolments);
        for (int i = 0; i < fresh.size(); i++) {
            switch (enrolments.get(i)) {
                case Enrolment.Differs(List<String> fields) ->
                    outcomes[fresh.get(i).place()] = Outcome.conflict(
                            fields.stream().map(field -> "borrower." + field).toList());
                case Enrolment.Enrolled(Borrower borrower) -> {
                    ContractForm form = fresh.get(i).form();
                    List<LegalRule> broken = open.add(form.terms(), borrower.subjectId());
                    Outcome refusal = refusal(broken);
                    if (refusal != null) {
                        outcomes[fresh.get(i).place()] = refusal;
                    } else {
                        accepted.add(fresh.get(i));
                        committed.add(commit(form.warned(broken), borrower, caller, now));
                    }
                }
            }
        }
        if (committed.isEmpty()) {
            return null;
        }
        insert(tx, committed);
        var receipts = desk.queue(tx, committed);
        for (int i = 0; i < accepted.size(); i++) {
            ContractForm form = accepted.get(i).form();
            Outcome.Ids ids = ids(committed.get(i).sealed());
            outcomes[accepted.get(i).place()] =
                    new Outcome.Recorded(ids, receipts.events().get(i));
            standing.put(key(form), new Standing(form.terms(), form.borrower(), ids));
        }
        return receipts.note();
    }

    private List<Enrolment> enrol(Transaction tx, List<Fresh> fresh) {
        return borrowers.enrol(
                tx,
                fresh.stream()
                        .map(one -> new Applicant(
                                one.form().terms().tenant(), one.form().borrower()))
                        .toList());
    }

    private void insert(Transaction tx, List<RecordDesk.Committed<RecordedContract>> committed) {
        contracts.insert(
                tx, committed.stream().map(RecordDesk.Committed::sealed).toList());
        balances.insert(tx, opening(committed));
    }

    private PersonTotals.Open open(Transaction tx, List<Fresh> fresh, List<Enrolment> enrolments) {
        Set<UUID> subjects = new HashSet<>();
        for (int i = 0; i < fresh.size(); i++) {
            if (fresh.get(i).form().terms().product() != null
                    && enrolments.get(i) instanceof Enrolment.Enrolled(Borrower borrower)) {
                subjects.add(borrower.subjectId());
            }
        }
        return persons.open(tx, subjects);
    }

    private static @Nullable Outcome refusal(List<LegalRule> broken) {
        return broken.stream()
                .filter(rule -> rule.effect() == LegalRule.Effect.REFUSE)
                .findFirst()
                .map(rule -> Outcome.rejected(Reason.INVALID, rule.measure().field(), rule.inWords()))
                .orElse(null);
    }

    private static Map<UUID, Balance> opening(List<RecordDesk.Committed<RecordedContract>> committed) {
        Map<UUID, Balance> opening = new HashMap<>();
        for (var one : committed) {
            RecordedContract contract = one.sealed().row();
            opening.put(contract.contractId(), contract.terms().openingBalance());
        }
        return opening;
    }

    private RecordDesk.Committed<RecordedContract> commit(
            ContractForm form, Borrower borrower, Caller caller, Instant now) {
        ContractTerms terms = form.terms();
        Stamp stamp = desk.stamp(borrower, caller, flags(terms), now);
        var contract = new RecordedContract(UUID.randomUUID(), terms, stamp, Map.of());
        var values = RecordValues.of(contract, form.borrower());
        return desk.commit(contract, stamp, RecordValues.schemaOf(terms), values, borrower, terms.lenders());
    }

    /** What is unusual about a contract on which nothing was paid yet. */
    static SortedSet<Flag> flags(ContractTerms terms) {
        var flags = new TreeSet<Flag>();
        addDateFlags(flags, terms.startDate());
        addDateFlags(flags, terms.closedAt());
        if (terms.startDate() == null) {
            flags.add(Flag.MISSING_START_DATE);
        }
        if (terms.term() == null) {
            flags.add(Flag.MISSING_TERM);
        }
        if (terms.schedule().isEmpty()) {
            flags.add(Flag.NO_SCHEDULE);
        } else if (terms.schedule().stream()
                                .mapToLong(Instalment::principalMinor)
                                .sum()
                        != terms.principalMinor()
                || terms.schedule().stream()
                        .anyMatch(line -> line.amountMinor() != line.principalMinor() + line.interestMinor())) {
            flags.add(Flag.SCHEDULE_SUM_DIFFERS);
        }
        if (terms.status().toLowerCase(Locale.ROOT).equals("refunded")) {
            flags.add(Flag.REFUNDED_WITHOUT_PAYMENT);
        }
        return flags;
    }

    static void addDateFlags(Set<Flag> flags, @Nullable PartialDate date) {
        if (date != null && date.precision() == PartialDate.Precision.MONTH) {
            flags.add(Flag.MONTH_ONLY_DATE);
        }
        if (date != null && date.precision() == PartialDate.Precision.LOCAL_TIME) {
            flags.add(Flag.LOCAL_TIME);
        }
    }
}
