package org.loanregistry.registry.portfolio;

import java.util.List;
import java.util.Map;

/**
 * One contract or repayment to be sent.
 *
 * @param file the file of its own row
 * @param line that row's line
 * @param lane items of one lane must be sent in their order; those of different lanes need not
 * @param tree the JSON of the API
 * @param parts rows of other files that are recorded with it: schedule, shares, and the borrower's with the borrower's
 *     first contract
 */
public record PortfolioItem(String file, long line, int lane, Map<String, Object> tree, List<RowPlace> parts) {

    /**
     * A row and what ties it to the item.
     *
     * @param column the column with the contract's or the borrower's number
     */
    public record RowPlace(String file, long line, String column) {}
}
