package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.OpenLoansStore.OpenLoan;
import org.loanregistry.registry.loan.product.LegalRule;
import org.loanregistry.registry.loan.product.LegalRules;

/** Holds what one person has open at one lender against the limits of law; a person is known by the national id. */
@Singleton
final class PersonTotals {
    private final BorrowerDirectory borrowers;
    private final LegalRules rules;
    private final OpenLoansStore store = new OpenLoansStore();

    PersonTotals(BorrowerDirectory borrowers, LegalRules rules) {
        this.borrowers = borrowers;
        this.rules = rules;
    }

    /** What these borrowers have open, under whatever reference their lender knows them. */
    Open open(Transaction tx, Collection<UUID> subjectIds) {
        if (subjectIds.isEmpty()) {
            return new Open(rules, Map.of(), List.of());
        }
        Map<UUID, List<UUID>> persons = borrowers.samePersons(tx, subjectIds);
        Set<UUID> all = new HashSet<>(subjectIds);
        persons.values().forEach(all::addAll);
        return new Open(rules, persons, store.of(tx, all));
    }

    /** What is open while a request is served: it grows with each contract of the request. */
    static final class Open {
        private final LegalRules rules;
        private final Map<UUID, List<UUID>> persons;
        private final List<OpenLoan> loans;

        Open(LegalRules rules, Map<UUID, List<UUID>> persons, List<OpenLoan> loans) {
            this.rules = rules;
            this.persons = Map.copyOf(persons);
            this.loans = new ArrayList<>(loans);
        }

        /** Adds a contract; the rules that the person's total breaks with it, none if it is the person's only one. */
        List<LegalRule> add(ContractTerms terms, UUID subjectId) {
            FrozenProduct product = terms.product();
            if (product == null) {
                return List.of();
            }
            LocalDate day =
                    LocalDate.parse(Objects.requireNonNull(terms.startDate()).text());
            var kind = product.terms().product();
            Set<UUID> person = new HashSet<>(persons.getOrDefault(subjectId, List.of()));
            person.add(subjectId);
            List<LegalRule> broken =
                    rules.of(LegalRule.Measure.PERSON_TOTAL_MAX_MINOR, kind, terms.currency(), day).stream()
                            .filter(rule -> isBroken(rule, person, terms))
                            .toList();
            loans.add(new OpenLoan(subjectId, kind, terms.currency(), terms.principalMinor()));
            return broken;
        }

        private boolean isBroken(LegalRule rule, Set<UUID> person, ContractTerms terms) {
            List<OpenLoan> others = loans.stream()
                    .filter(one -> person.contains(one.subjectId()))
                    .filter(one -> one.currency().equals(terms.currency()))
                    .filter(one -> rule.products().contains(one.product()))
                    .toList();
            BigDecimal total = others.stream()
                    .map(one -> BigDecimal.valueOf(one.openMinor()))
                    .reduce(BigDecimal.valueOf(terms.principalMinor()), BigDecimal::add);
            return !others.isEmpty() && rule.isBrokenBy(total);
        }
    }
}
