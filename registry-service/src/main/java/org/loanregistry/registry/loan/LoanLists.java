package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.loan.ListStore.LineFigures;
import org.loanregistry.registry.loan.ListStore.Place;
import org.loanregistry.registry.loan.ListStore.Stretch;
import org.loanregistry.registry.web.Paging;

/** Lists of what the caller may see, page by page: a lender what it funds, the operator everything. */
@Singleton
final class LoanLists {
    private static final List<String> DRAWDOWNS = List.of("DRAWN");
    private static final List<String> REPAYMENTS = List.of("REPAID", "GUARANTEE_PAID", "RECOVERED");

    private final Database database;
    private final ShareStandings standings;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final EventStore events = new EventStore();
    private final ListStore store = new ListStore();

    LoanLists(Database database, ShareStandings standings) {
        this.database = database;
        this.standings = standings;
    }

    private Stretch stretch(Caller caller, @Nullable UUID contractId, @Nullable Flag flag, Paging paging) {
        return new Stretch(
                caller.role() == Role.OPERATOR ? null : caller.organisation(),
                standings.today(),
                contractId,
                flag,
                paging.afterId().orElse(null),
                paging.wanted());
    }

    /** Contracts, without their schedules and repayments; of those that were unusual in one way, if one is named. */
    Map<String, Object> contracts(Caller caller, @Nullable String flag, Paging paging) {
        Stretch stretch = stretch(caller, null, flag(flag), paging);
        return caller.read(database, tx -> {
            var found = found(tx, stretch, false);
            return paging.page("contracts", found, LoanLists::place, one -> summary(caller, one));
        });
    }

    /** Lines with what is available of them. */
    Map<String, Object> lines(Caller caller, Paging paging) {
        return caller.read(database, tx -> {
            var found = found(tx, stretch(caller, null, null, paging), true);
            var figures = store.figures(
                    tx, found.stream().map(RecordedContract::contractId).toList());
            return paging.page(
                    "lines", found, LoanLists::place, one -> line(caller, one, figures.get(one.contractId())));
        });
    }

    private List<RecordedContract> found(Transaction tx, Stretch stretch, boolean linesOnly) {
        List<UUID> ids = store.contracts(tx, stretch, linesOnly);
        Map<UUID, RecordedContract> rows = contracts.byIds(tx, ids).stream()
                .map(SealedRecord::row)
                .collect(Collectors.toMap(RecordedContract::contractId, Function.identity()));
        return ids.stream().map(id -> Objects.requireNonNull(rows.get(id))).toList();
    }

    private static String place(RecordedContract contract) {
        return contract.stamp().recordId().toString();
    }

    private static Map<String, Object> summary(Caller caller, RecordedContract contract) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contractId", contract.contractId().toString());
        tree.put("subjectId", contract.stamp().subjectId().toString());
        tree.putAll(LoanTree.of(contract.terms()));
        tree.remove("schedule");
        tree.put("flags", contract.stamp().flagNames());
        tree.put("recordId", contract.stamp().recordId().toString());
        tree.put("recordedAt", contract.stamp().recordedAt().toString());
        return LoanTree.within(ShareStandings.shown(caller, contract), tree);
    }

    private static Map<String, Object> line(Caller caller, RecordedContract contract, @Nullable LineFigures figures) {
        ContractTerms terms = contract.terms();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contractId", contract.contractId().toString());
        tree.put("contractNumber", terms.number());
        tree.put("subjectId", contract.stamp().subjectId().toString());
        if (!ShareStandings.shown(caller, contract).showsAll(ShareStanding.FIGURES)) {
            return tree;
        }
        tree.put("currency", terms.currency());
        FrozenProduct product = terms.product();
        if (product != null) {
            tree.put("product", product.terms().product().name());
        }
        tree.put("limitMinor", figures == null ? terms.principalMinor() : figures.limitMinor());
        tree.put("availableMinor", figures == null ? terms.principalMinor() : figures.availableMinor());
        if (figures != null) {
            tree.put("drawnMinor", figures.drawnMinor());
            tree.put("owedPrincipalMinor", figures.principalMinor());
            tree.put("dueMinor", figures.dueMinor());
            tree.put("daysPastDue", figures.daysPastDue());
            tree.put("assetClass", figures.assetClass());
            tree.put("asOf", figures.asOf().toString());
            if (figures.closedOn() != null) {
                tree.put("closedOn", figures.closedOn().toString());
            }
        }
        return tree;
    }

    /** Drawdowns as they stand now, of one contract or of all. */
    Map<String, Object> drawdowns(Caller caller, @Nullable String contractId, Paging paging) {
        return caller.read(database, tx -> {
            Stretch stretch = stretch(caller, contract(tx, caller, contractId), null, paging);
            var places = store.events(tx, stretch, DRAWDOWNS);
            var trees = trees(tx, caller, places);
            return paging.page("drawdowns", places, one -> one.first().toString(), one -> tree(trees, one));
        });
    }

    /**
     * Repayments as they stand now, those that lenders report and those booked on products; of those that were unusual in one
     * way, if one is named: only reported ones are flagged, what is odd about a booked loan its statement says.
     */
    Map<String, Object> repayments(Caller caller, @Nullable String contractId, @Nullable String flag, Paging paging) {
        Flag wanted = flag(flag);
        return caller.read(database, tx -> {
            Stretch stretch = stretch(caller, contract(tx, caller, contractId), wanted, paging);
            var booked = wanted == null ? store.events(tx, stretch, REPAYMENTS) : List.<Place>of();
            var places = Stream.concat(booked.stream(), store.reported(tx, stretch).stream())
                    // As PostgreSQL orders ids.
                    .sorted(Comparator.comparing(one -> one.first().toString()))
                    .limit(paging.wanted())
                    .toList();
            var trees = trees(tx, caller, places);
            return paging.page("repayments", places, one -> one.first().toString(), one -> tree(trees, one));
        });
    }

    private static @Nullable Flag flag(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (Flag one : Flag.values()) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new Refused(
                "A query parameter breaks a rule.",
                List.of(new FieldError("flag", "must be one of " + Arrays.toString(Flag.values()))));
    }

    private static Map<String, Object> tree(Map<UUID, Map<String, Object>> trees, Place place) {
        return Objects.requireNonNull(trees.get(place.newest()));
    }

    private Map<UUID, Map<String, Object>> trees(Transaction tx, Caller caller, List<Place> places) {
        Map<UUID, Map<String, Object>> trees = new HashMap<>();
        Map<UUID, UUID> contractOf = new HashMap<>();
        events.byRecordIds(tx, ids(places, true)).forEach(one -> {
            var tree = of(one.row().contractId(), one.row().contractNumber());
            tree.putAll(AccountReader.event(one.row()));
            trees.put(one.row().stamp().recordId(), tree);
            contractOf.put(one.row().stamp().recordId(), one.row().contractId());
        });
        repayments.byRecordIds(tx, ids(places, false)).forEach(one -> {
            var tree = of(one.row().contractId(), one.row().contractNumber());
            tree.putAll(LoanReader.repayment(one));
            trees.put(one.row().stamp().recordId(), tree);
            contractOf.put(one.row().stamp().recordId(), one.row().contractId());
        });
        if (caller.role() != Role.OPERATOR) {
            var agreed = standings.of(tx, caller.organisation(), new HashSet<>(contractOf.values()));
            trees.replaceAll((record, tree) ->
                    LoanTree.within(agreed.getOrDefault(contractOf.get(record), ShareStanding.IMPLIED), tree));
        }
        return trees;
    }

    private static List<UUID> ids(List<Place> places, boolean events) {
        return places.stream()
                .filter(one -> one.isEvent() == events)
                .map(Place::newest)
                .toList();
    }

    private static Map<String, Object> of(UUID contractId, String contractNumber) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contractId", contractId.toString());
        tree.put("contractNumber", contractNumber);
        return tree;
    }

    /** The contract that was named, if the caller may see it; nothing if none was. */
    private @Nullable UUID contract(Transaction tx, Caller caller, @Nullable String contractId) {
        if (contractId == null) {
            return null;
        }
        UUID id = AccountReader.uuid(contractId);
        return contracts.byIds(tx, List.of(id)).stream()
                .map(SealedRecord::row)
                .filter(one -> standings.maySee(caller, one))
                .map(RecordedContract::contractId)
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such contract, or none that the caller may see."));
    }
}
