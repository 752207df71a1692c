package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.loan.account.AutoRepay;
import org.loanregistry.registry.web.Paging;

/** What to debit on a day under the borrowers' mandates; the registry moves no money, it says what may be asked. */
@Singleton
final class CollectionList {
    private final Database database;
    private final AccountReader accounts;
    private final ShareStandings standings;
    private final ContractStore contracts = new ContractStore();
    private final EventStore events = new EventStore();
    private final CollectionStore store = new CollectionStore();

    CollectionList(Database database, AccountReader accounts, ShareStandings standings) {
        this.database = database;
        this.accounts = accounts;
        this.standings = standings;
    }

    /** The mandate of one loan as it stands at the end of a day, the day of the last event if none is given. */
    Map<String, Object> mandate(Caller caller, String contractId, @Nullable String on) {
        return caller.read(database, tx -> {
            Ledger ledger = accounts.find(tx, caller, contractId).ledger();
            AutoRepay found = (on == null ? ledger.now() : ledger.at(day(on))).autoRepay();
            if (found == null) {
                throw new NotFound("No mandate is in force on this loan on that day.");
            }
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("contractId", contractId);
            tree.putAll(AccountTree.autoRepay(found));
            return tree;
        });
    }

    /** The loans that the caller services and that are to be debited on a day or were to be before, by their ids. */
    Map<String, Object> collections(Caller caller, @Nullable String on, Paging paging) {
        if (on == null) {
            throw refused("must be given: the day of the debits, such as 2026-01-31");
        }
        LocalDate day = day(on);
        String lender = caller.role() == Role.OPERATOR ? null : caller.organisation();
        return caller.read(database, tx -> {
            List<UUID> ids = store.toCollect(
                    tx, lender, standings.today(), day, paging.afterId().orElse(null), paging.wanted());
            Map<UUID, Map<String, Object>> trees = trees(tx, ids, day);
            return paging.page("collections", ids, UUID::toString, id -> Objects.requireNonNull(trees.get(id)));
        });
    }

    private Map<UUID, Map<String, Object>> trees(Transaction tx, List<UUID> ids, LocalDate day) {
        List<RecordedContract> found =
                contracts.byIds(tx, ids).stream().map(SealedRecord::row).toList();
        Map<UUID, Ledger> ledgers = Ledger.of(found, events.ofContracts(tx, ids));
        return found.stream()
                .map(RecordedContract::contractId)
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> tree(
                                found.stream()
                                        .filter(one -> one.contractId().equals(id))
                                        .findFirst()
                                        .orElseThrow(),
                                Objects.requireNonNull(ledgers.get(id)),
                                day)));
    }

    private static Map<String, Object> tree(RecordedContract contract, Ledger ledger, LocalDate day) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contractId", contract.contractId().toString());
        tree.put("contractNumber", contract.terms().number());
        tree.put("subjectId", contract.stamp().subjectId().toString());
        tree.put("currency", contract.terms().currency());
        AutoRepay autoRepay = ledger.at(day).autoRepay();
        if (autoRepay != null) {
            tree.putAll(AccountTree.autoRepay(autoRepay));
        }
        return tree;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw refused("must be a date such as 2026-01-31");
        }
    }

    private static Refused refused(String rule) {
        return new Refused("A query parameter breaks a rule.", List.of(new FieldError("on", rule)));
    }
}
