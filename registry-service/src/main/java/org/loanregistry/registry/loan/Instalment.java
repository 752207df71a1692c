package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the agreed schedule; amounts in minor units.
 *
 * @param number from 1, unique in the contract
 * @param dueDate when the borrower owes it
 * @param settleDueDate when the lender is owed it, if that is another day
 * @param amountMinor everything due
 * @param principalMinor of it principal
 * @param interestMinor of it interest
 * @param source where the line comes from, if stated
 */
public record Instalment(
        int number,
        LocalDate dueDate,
        @Nullable LocalDate settleDueDate,
        long amountMinor,
        long principalMinor,
        long interestMinor,
        @Nullable String source) {

    /** As the JSON tree of the record and of the API: absent parts are left out. */
    Map<String, Object> toTree() {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("number", (long) number);
        tree.put("dueDate", dueDate.toString());
        if (settleDueDate != null) {
            tree.put("settleDueDate", settleDueDate.toString());
        }
        tree.put("amountMinor", amountMinor);
        tree.put("principalMinor", principalMinor);
        tree.put("interestMinor", interestMinor);
        if (source != null) {
            tree.put("source", source);
        }
        return tree;
    }
}
