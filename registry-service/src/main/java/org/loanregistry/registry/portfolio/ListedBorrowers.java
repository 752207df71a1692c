package org.loanregistry.registry.portfolio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loanregistry.registry.portfolio.PortfolioItem.RowPlace;

/** The people of borrowers.csv by reference. A row is recorded with the first contract that takes it along. */
final class ListedBorrowers {
    private static final String REFERENCE = "borrower_id";
    private static final Set<String> COLUMNS = Set.of(REFERENCE, "name", "national_id", "mobile");

    private final Map<String, Map<String, Object>> people = new HashMap<>();
    private final Map<String, CsvRow> waiting = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();

    ListedBorrowers(List<CsvRow> rows) {
        rows.forEach(this::read);
    }

    private void read(CsvRow row) {
        var reader = new RowReader(row);
        Map<String, Object> person = new LinkedHashMap<>();
        String reference = reader.required(REFERENCE);
        person.put("reference", reference);
        person.put("name", reader.required("name"));
        person.put("nationalId", reader.required("national_id"));
        person.put("mobile", reader.required("mobile"));
        if (!COLUMNS.containsAll(row.values().keySet())) {
            reader.refuse("", "must have no columns but borrower_id, name, national_id, mobile");
        } else if (people.containsKey(reference)) {
            // The one before keeps its place: it is this row that stands a second time.
            refusals.add(new Refusal(row.file(), row.line(), REFERENCE, "must stand once"));
            return;
        }
        refusals.addAll(reader.refusals());
        if (reader.refusals().isEmpty()) {
            people.put(reference, person);
            waiting.put(reference, row);
        } else {
            refused.add(reference);
        }
    }

    /** Whether the borrower is listed in a row that is refused. */
    boolean isRefused(String reference) {
        return refused.contains(reference) && !people.containsKey(reference);
    }

    /** The borrower object of the API: the person listed, else a made-up one. */
    Map<String, Object> person(String reference) {
        Map<String, Object> listed = people.get(reference);
        return listed == null ? SyntheticIdentity.of(reference) : listed;
    }

    /** The borrower's row, for the first contract that asks. */
    Optional<RowPlace> takeAlong(String reference) {
        return Optional.ofNullable(waiting.remove(reference))
                .map(row -> new RowPlace(row.file(), row.line(), REFERENCE));
    }

    /** Rows that are wrong, and those that no contract has taken along. */
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(refusals);
        waiting.values()
                .forEach(row -> all.add(new Refusal(
                        row.file(),
                        row.line(),
                        REFERENCE,
                        "must be the borrower of a contract of " + Portfolio.CONTRACTS + " that is not refused")));
        return all;
    }
}
